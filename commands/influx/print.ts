import { archiveNotes, clockOffMs, listArchiveNotes } from '#domain/operation/archive.ts'
import type { ArchiveState } from '#domain/wire/archive-state.ts'
import type { Verified } from '#archive/follow/verify.ts'
import type { KeptProgress } from './kept-progress.ts'
import type { BucketInfo } from '#archive/influx/dialects/dialect.ts'

const dayMs = 86_400_000

export function printServer(server: {
  version: string
  dialect: string
  clockSkewMs: number | null
  buckets: readonly (readonly [name: string, info: BucketInfo | undefined])[]
}): string {
  const { version, dialect, clockSkewMs, buckets } = server
  const skew = clockSkewMs !== null && Math.abs(clockSkewMs) > clockOffMs ? clockSkewMs : null
  return [
    `InfluxDB ${version} (${dialect})`,
    ...(skew === null ? [] : [`! its clock is ${Math.round(skew / 1000)} s off ours`]),
    ...buckets.map(([name, info]) => `  ${name.padEnd(28)} ${describeBucket(name, info)}`),
  ].join('\n')
}

function describeBucket(name: string, info: BucketInfo | undefined): string {
  if (!info) return 'missing: npm run influx -- setup'
  const { retentionMs, unread } = info
  const kept = retentionMs === null ? 'kept for ever' : `${Math.round(retentionMs / dayMs)} days`
  // By its mapping, InfluxQL reads another bucket under this name; there we write too.
  const mapped = info.name === name ? '' : ` in bucket "${info.name}"`
  return `${kept}${mapped}${unread === undefined ? '' : `; bucket "${unread}" is not used`}`
}

export function printState(state: ArchiveState): string {
  const { condition, remedy, words, lag_ms, points_total, rollups_pending } = state
  const why = [remedy && `${remedy.ja} ${remedy.en}`, words].filter(Boolean)
  return [
    `archive: ${condition}, ${Math.round(lag_ms / 1000)} s late; since the start ${points_total} points`,
    ...listArchiveNotes(state).map((note) => `! ${archiveNotes[note].ja} ${archiveNotes[note].en}`),
    ...(rollups_pending > 0 ? [`  ${rollups_pending} hours and days to be summed up`] : []),
    ...why.map((line) => `! ${line}`),
  ].join('\n')
}

/** What a data folder knows of the archive while no city runs. */
export function printKept({ seq, waiting_since_ts: since }: KeptProgress): string {
  if (since === null) {
    return '長期保存先へはすべて送信済みです（市のサーバーは停止中）。\nAll of this data folder is in the archive; the city does not run.'
  }
  const time = new Date(since).toISOString()
  return `長期保存先へは ${time} より前の分を送信済みです（市のサーバーは停止中）。\nThe archive has what was committed before ${time} (journal ${seq}); the city does not run.`
}

/** So many numbers of missing crossings are told; the rest is counted. */
const numbersTold = 10

export function printVerified(verified: Verified): string {
  const { devices, readings, differences, crossings, missingCrossings } = verified
  const compared = `${devices} devices, ${readings} readings, ${crossings} crossings compared`
  if (differences.length === 0 && missingCrossings.length === 0) {
    return `${compared}: both stores agree.`
  }
  const lines = differences.map(({ device, day, recent, archived }) => {
    const date = new Date(day).toISOString()
    return `  ${device.padEnd(32)} day from ${date}: recent ${recent}, archive ${archived}`
  })
  if (missingCrossings.length > 0) lines.push(tellMissing(missingCrossings))
  const advice = 'npm run influx -- backfill copies what is missing.'
  return [`${compared}: ${differences.length} days differ.`, ...lines, advice].join('\n')
}

function tellMissing(numbers: readonly number[]): string {
  const more = numbers.length > numbersTold ? ', …' : ''
  const told = numbers.slice(0, numbersTold).join(', ')
  return `  ${numbers.length} crossings are not in the archive: number ${told}${more}`
}
