import type { Crossing } from '#domain/facts/crossing.ts'

/** What a crossing says that a newer reading brought, and that nothing concerns since. */
export const plainCrossing = {
  found: 'live',
  confirmed: true,
  confirms: null,
  withdraws: null,
  reason: null,
} as const satisfies Partial<Crossing>
