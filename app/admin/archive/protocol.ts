import type { ArchiveState } from '#domain/wire/archive-state.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { Verified } from '#archive/follow/verify.ts'

/** What `npm run influx` asks of the city itself, as it travels through the admin socket. */
export type ArchiveRequest =
  | { command: 'state' }
  | { command: 'backfill'; from: number; to: number }
  | { command: 'verify'; from: number; to: number; values: boolean }

export type ArchiveAnswer =
  { ok: true; state: ArchiveState; verified?: Verified } | { ok: false; refusal: Refusal }

/** Path of these requests on the socket. */
export const archivePath = '/archive'

const invalid = (detail: string): Refusal => ({ code: 'query_invalid', detail })

export function parseArchiveRequest(body: unknown): ArchiveRequest | Refusal {
  if (typeof body !== 'object' || body === null) return invalid('not an object')
  const { command, from, to, values } = body as Record<string, unknown>
  if (command === 'state') return { command }
  if (command !== 'backfill' && command !== 'verify') return invalid('unknown command')
  if (typeof from !== 'number' || typeof to !== 'number') return invalid('from and to missing')
  return command === 'backfill'
    ? { command, from, to }
    : { command, from, to, values: values === true }
}
