import { join } from 'node:path'
import { type Child, startChild } from '#test/bench/child.ts'
import { findKey } from '#test/support/operator-key.ts'
import { TooSlowError } from '../load/until.ts'
import type {
  CheckerMessage,
  CheckerRequest,
  CompareMessage,
  Comparison,
  ServedComparison,
} from './messages.ts'

export interface Checker {
  /** Remembers that the server acknowledged this reading. */
  acked(device: string, ts: number, levelM: number): void
  /** Opens pages of a running city; they come back by themselves after it was killed. */
  watch(url: string): Promise<void>
  /**
   * Resolves when the pages have heard all there is: of a running city to which nothing is sent.
   * Rejects with `TooSlowError`.
   */
  calm(): Promise<void>
  /** Compares with what a running city says of its devices. */
  compareServed(url: string): Promise<ServedComparison>
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
  const flushAll = () => {
    for (const device of waiting.keys()) flush(device)
  }
  return {
    acked(device, ts, levelM) {
      const list = waiting.get(device) ?? { ts: [], levelM: [] }
      waiting.set(device, list)
      list.ts.push(ts)
      list.levelM.push(levelM)
      if (list.ts.length >= bundle) flush(device)
    },
    async watch(url) {
      send({ type: 'watch', url, key: findKey(url) })
      resultOf(await child.next('watch'))
    },
    async calm() {
      send({ type: 'calm' })
      const isCalm = resultOf(await child.next('calm'))
      if (!isCalm) throw new TooSlowError('a page has not heard everything in time')
    },
    async compareServed(url) {
      flushAll()
      send({ type: 'served', url, key: findKey(url) })
      return resultOf(await child.next('served'))
    },
    async compare(options) {
      flushAll()
      send({ type: 'compare', ...options })
      return resultOf(await child.next('compare'))
    },
    close: child.stop,
  }
}

function resultOf<T>({ result, detail }: { result: T | null; detail: string }): T {
  if (result === null) throw new Error(detail)
  return result
}
