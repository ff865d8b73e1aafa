import { appendFile, rename, stat } from 'node:fs/promises'
import type { AuditLimits } from './limits.ts'

/** Whether lines reach the file; `detail` is the system's reason where they do not. */
export type LogFileState = { ok: true; dropped: number } | { ok: false; detail: string }

/**
 * Appends lines to a file in the background, one write in flight, and starts a new file when it
 * is full. A line that cannot be written is dropped and counted: refusing must not depend on it. It
 * is told once when that begins, and once when lines are written again.
 */
export function createLogFile(
  file: string,
  limits: AuditLimits,
  onState: (state: LogFileState) => void = () => undefined,
) {
  let waiting: string[] = []
  let writing: Promise<void> | undefined
  let size: number | undefined
  let dropped = 0
  let isFailing = false

  const fail = (error: unknown, lines: number): void => {
    dropped += lines
    if (isFailing) return
    isFailing = true
    onState({ ok: false, detail: error instanceof Error ? error.message : String(error) })
  }

  const succeed = (): void => {
    if (!isFailing) return
    isFailing = false
    onState({ ok: true, dropped })
  }

  const rotate = async (): Promise<void> => {
    for (let age = limits.keptFiles; age > 0; age -= 1) {
      const from = age === 1 ? file : `${file}.${age - 1}`
      // A file that is not there yet is no trouble.
      await rename(from, `${file}.${age}`).catch(() => undefined)
    }
    size = 0
  }

  const append = async (lines: readonly string[]): Promise<void> => {
    const text = lines.join('')
    size ??= await stat(file).then(
      (stats) => stats.size,
      () => 0,
    )
    if (size > 0 && size + text.length > limits.fileBytes) await rotate()
    await appendFile(file, text, { mode: 0o600 })
    size += Buffer.byteLength(text)
  }

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting
      waiting = []
      await append(lines).then(succeed, (error: unknown) => fail(error, lines.length))
    }
    writing = undefined
  }

  return {
    dropped: () => dropped,
    write(line: string): void {
      if (waiting.length >= limits.waiting) dropped += 1
      else waiting.push(line)
      writing ??= drain()
    },
    /** Resolves when everything handed over is written or dropped. */
    flush: async (): Promise<void> => writing,
  }
}
