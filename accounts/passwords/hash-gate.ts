import type { Refusal } from '#domain/words/refusal.ts'
import { accountLimits } from '../limits.ts'

/**
 * Lets so many hashes run at once and so many wait: each holds memory and a thread that reading
 * files needs too. What finds no room is refused.
 */
export function createHashGate(
  limits: { hashesAtOnce: number; hashesWaiting: number } = accountLimits,
) {
  let running = 0
  const waiting: (() => void)[] = []

  const enter = async (): Promise<void> => {
    if (running < limits.hashesAtOnce) running += 1
    // Its place is handed on by whoever leaves.
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return async <T>(work: () => Promise<T>): Promise<T | Refusal> => {
    if (waiting.length >= limits.hashesWaiting) {
      return { code: 'overloaded', detail: 'Too many people log in at once; try again' }
    }
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

export type HashGate = ReturnType<typeof createHashGate>
