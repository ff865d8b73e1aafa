import type { Labels } from '#domain/words/labels.ts'

const signals = ['SIGINT', 'SIGTERM'] as const
/** What shells make of a program that a signal has ended: 128 and its number (signal(7)). */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Does work that a person may break off with Ctrl+C, or a stopping machine: what was begun is then
 * removed, which `said` tells, and the program ends by `exit`.
 */
export async function breakable<T>(
  work: (ending: AbortSignal) => Promise<T>,
  said: Labels,
  exit: (code: number) => void,
): Promise<T> {
  const ending = new AbortController()
  const end = (signal: (typeof signals)[number]) => {
    ending.abort()
    console.error(`${said.ja} (${signal})\n${said.en}`)
    exit(exitCodes[signal])
  }
  for (const signal of signals) process.on(signal, end)
  try {
    return await work(ending.signal)
  } finally {
    for (const signal of signals) process.off(signal, end)
  }
}
