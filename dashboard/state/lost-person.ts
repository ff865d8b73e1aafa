import { signal } from '@preact/signals'
import type { SessionResource } from '#domain/wire/session.ts'

type Person = NonNullable<SessionResource['person']>

/** Whose session ended while their page was open, until they are in again; else null. */
export const lostPerson = signal<Person | null>(null)

let waiting: (() => void)[] = []

/** Resolves when whoever lost their session is in again; at once where nobody did. */
export function waitUntilIn(): Promise<void> {
  if (lostPerson.peek() === null) return Promise.resolve()
  return new Promise((isIn) => waiting.push(isIn))
}

/** They are in again: what waited for that goes on. */
export function goOn(): void {
  const woken = waiting
  waiting = []
  lostPerson.value = null
  for (const isIn of woken) isIn()
}
