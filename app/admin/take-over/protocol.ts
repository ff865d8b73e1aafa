import type { Difference } from '#inventory/take-over/list-differences.ts'
import type { Refusal } from '#domain/words/refusal.ts'

/** Path of these requests on the admin socket. */
export const takeOverPath = '/take-over'

export interface TakeOverRequest {
  /** Only say what would change. */
  dry_run: boolean
}

/** What a city folder says of devices that the registry does not, and whether it was taken over. */
export interface TakeOverReport {
  ok: true
  /** The folder that was compared, and the time zone of its city. */
  folder: string
  time_zone: string
  added: readonly { device: string; name: string }[]
  differences: readonly Difference[]
  refused: readonly { device: string; detail: string }[]
  taken: boolean
  /** Tokens of what was added, this once. */
  secrets: Readonly<Record<string, string>>
}

export type TakeOverAnswer = TakeOverReport | { ok: false; refusal: Refusal }

const invalid: Refusal = { code: 'query_invalid', detail: 'dry_run: true or false' }

export function parseTakeOver(body: unknown): TakeOverRequest | Refusal {
  const { dry_run } = (body ?? {}) as Record<string, unknown>
  return typeof dry_run === 'boolean' ? { dry_run } : invalid
}
