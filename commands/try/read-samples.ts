import { readFile } from 'node:fs/promises'
import { UsageError } from '../terminal/usage-error.ts'

/** One uplink of a sample file. */
export interface Sample {
  /** Where it stands, for people: `line 3`, `item 2`; empty for the only one. */
  place: string
  value: unknown
}

// A sample is a handful of uplinks; a day of a whole network is 100 MB and no sample.
const fileMaxBytes = 16 * 2 ** 20

/** A file of one JSON value, of an array of them, or of one a line (JSON Lines). */
export function parseSamples(text: string): readonly Sample[] {
  const whole = tryJson(text)
  if (whole && Array.isArray(whole.value)) {
    return whole.value.map((value: unknown, index) => ({ place: `item ${index + 1}`, value }))
  }
  if (whole) return [{ place: '', value: whole.value }]
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }))
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const parsed = tryJson(line)
      if (parsed) return { place: `line ${number}`, value: parsed.value }
      throw new UsageError({
        ja: `${number}行目がJSONではありません: ${line.slice(0, 60)}`,
        en: `line ${number} is not JSON: ${line.slice(0, 60)}`,
      })
    })
}

function tryJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Reads a sample file; throws `UsageError` where there is none, or nothing in it. */
export async function readSamples(file: string): Promise<readonly Sample[]> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const isMissing = error.code === 'ENOENT'
    throw new UsageError({
      ja: `${file}: ${isMissing ? 'ファイルがありません。' : `読めません（${error.message}）。`}`,
      en: `${file}: ${isMissing ? 'there is no such file' : error.message}`,
    })
  })
  if (bytes.length > fileMaxBytes) {
    throw new UsageError({
      ja: `${file}: ${bytes.length}バイトあります。見本は${fileMaxBytes}バイトまでです。`,
      en: `${file}: ${bytes.length} bytes; a sample has at most ${fileMaxBytes}`,
    })
  }
  try {
    const samples = parseSamples(bytes.toString().replace(/^\ufeff/, ''))
    if (samples.length > 0) return samples
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${file}: ${error.message}`)
    throw error
  }
  throw new UsageError({ ja: `${file}: 空のファイルです。`, en: `${file}: is empty` })
}
