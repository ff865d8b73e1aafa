import { join } from 'node:path'
import { type Child, startChild } from '#test/bench/child.ts'
import type { CheckerMessage, CheckerRequest, CompareMessage, Comparison } from './messages.ts'

export interface Checker {
  /** Remembers that the server acknowledged this reading. */
  acked(device: string, ts: number, levelM: number): void
  /**
   * Compares with the data folder of a stopped server, or a copy of one. Rejects when it cannot
   * be read at all.
   */
  compare(options: Omit<CompareMessage, 'type'>): Promise<Comparison>
  close(): Promise<void>
}

const repository = new URL('../../../', import.meta.url).pathname
/** Acknowledgements that wait here before they travel together. */
const bundle = 500

/** Starts the process that keeps the acknowledged ids; `root` is another copy of the sources. */
export function startChecker(root = repository): Checker {
  const child: Child<CheckerMessage> = startChild(join(root, 'test/faults/checker/main.ts'))
  const waiting = new Map<string, { ts: number[]; levelM: number[] }>()
  const send = (message: CheckerRequest) => child.send(message)

  const flush = (device: string) => {
    const list = waiting.get(device)
    waiting.delete(device)
    if (list) send({ type: 'acked', device, ...list })
  }
  return {
    acked(device, ts, levelM) {
      const list = waiting.get(device) ?? { ts: [], levelM: [] }
      waiting.set(device, list)
      list.ts.push(ts)
      list.levelM.push(levelM)
      if (list.ts.length >= bundle) flush(device)
    },
    async compare(options) {
      for (const device of waiting.keys()) flush(device)
      send({ type: 'compare', ...options })
      const { comparison, detail } = await child.next('compared')
      if (!comparison) throw new Error(detail)
      return comparison
    },
    close: child.stop,
  }
}
