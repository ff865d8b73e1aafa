import type { Refusal } from '#domain/words/refusal.ts'

/** A stamp that no store keeps: taken, it would be acknowledged and gone. */
export function refuseOld(ts: number, oldestTs: number): Refusal {
  const [at, oldest] = [ts, oldestTs].map((time) => new Date(time).toISOString().slice(0, 10))
  return { code: 'too_old', detail: `ts: ${at} is before ${oldest}, the oldest that is kept` }
}
