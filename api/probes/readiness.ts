import { archiveNotes, listArchiveNotes } from '#domain/operation/archive.ts'
import { bridgeTroubles } from '#domain/operation/bridge.ts'
import type { ArchiveState } from '#domain/wire/archive-state.ts'
import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'
import type { BudgetDebt, ServerClockDoubt } from '#domain/wire/health.ts'
import type { ApiParts } from '../parts.ts'

/** Entries waiting for the disk beyond which we say so: several seconds of the rated load. */
const queuedMax = 50_000

/** More are in `/v1/health`. */
const debtsNamed = 5

/** Why this instance should get no traffic now; empty where all is well. */
export function listUnreadyReasons({ ingest, broker, directory, pulse }: ApiParts): string[] {
  const { store, queued } = ingest.stats()
  const reasons: string[] = []
  if (!store.ok) reasons.push(`store: ${store.detail ?? 'cannot commit'}`)
  if (broker().listeners.length === 0) reasons.push('broker: not listening')
  const sign = pulse?.()
  if (sign && !sign.ok) reasons.push(`pulse: nothing came through for ${sign.age_ms} ms`)
  if (queued > queuedMax) reasons.push(`ingest: ${queued} entries wait for the disk`)
  if (ingest.board.list().length < directory.list().length) reasons.push('board: still catching up')
  return reasons
}

/** What people should know of an instance that is ready all the same. */
export function listWarnings({ archive, bridge, ingest }: ApiParts): { warnings?: string[] } {
  const warnings = [
    ...warnOfClock(ingest.stats().clock_doubt),
    ...warnOfDebts(ingest.stats().over_budget),
    ...warnOfArchive(archive?.() ?? null),
    ...(bridge?.() ?? []).flatMap(warnOfBridge),
  ]
  return warnings.length > 0 ? { warnings } : {}
}

function warnOfClock(doubt: ServerClockDoubt | null): string[] {
  if (!doubt) return []
  const { behind_ms, devices, heard } = doubt
  const by = `${Math.round(Math.abs(behind_ms) / 1000)} s ${behind_ms > 0 ? 'behind' : 'ahead'}`
  const why = `${devices} of ${heard} devices contradict it alike, and are judged by receipt`
  return [`clock: the server's own may be ${by}: ${why}`]
}

function warnOfDebts(debts: readonly BudgetDebt[]): string[] {
  return debts.slice(0, debtsNamed).map(({ device, readings }) => {
    const why = 'readings above its budget (DEVICE_READINGS_PER_S), and has to wait'
    return `budget: ${device} stored ${readings} ${why}`
  })
}

function warnOfArchive(state: ArchiveState | null): string[] {
  if (!state) return []
  const notes = listArchiveNotes(state).map((note) => `archive: ${archiveNotes[note].en}`)
  const { condition, remedy, words, lag_ms } = state
  if (condition === 'ok') return notes
  const why = [remedy?.en, words].filter(Boolean).join(': ')
  const lag = `${Math.round(lag_ms / 1000)} s`
  return [`archive: ${condition}, ${lag} late${why && `, ${why}`}`, ...notes]
}

function warnOfBridge({ source, client_id, condition, trouble, words }: BridgeConnectionState) {
  if (condition === 'connected' && !trouble) return []
  const why = [trouble && bridgeTroubles[trouble].en, words].filter(Boolean).join(': ')
  return [`bridge ${source} (${client_id}): ${condition}${why && `, ${why}`}`]
}
