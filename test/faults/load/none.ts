import type { Figure } from '#test/bench/result.ts'

/** A count of what must not be. */
export const none = (name: string, value: number): Figure => ({
  name,
  value,
  unit: '',
  target: { atMost: 0 },
})
