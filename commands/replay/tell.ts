import type { Plan } from '#simulators/replay/plan.ts'
import type { PlayState } from '#simulators/replay/play.ts'
import type { Timeline } from '#simulators/replay/timeline.ts'

/** Refused rows told one by one; the rest is counted. */
const refusedMax = 20

const time = (ts: number) => new Date(ts).toISOString()
const range = (from: number, to: number) => `${time(from)} … ${time(to)}`

/** What was understood, before anything is sent. */
export function describePlan(plan: Plan): string[] {
  const { notes, tracks, readings, firstTs, lastTs, kind } = plan
  const [track] = tracks
  const as = tracks.length === 1 ? `${track?.deviceId}` : `${tracks.length} devices`
  return [
    ...notes,
    `${readings} readings (${kind.id}) as ${as}, recorded ${range(firstTs, lastTs)}`,
  ]
}

const dayMs = 86_400_000

/** Readings that the city will take and soon delete: said before, not wondered about after. */
export function describeAge(
  { tracks }: Plan,
  { shiftMs }: Timeline,
  keptFrom: { ts: number; days: number },
): string[] {
  const old = tracks.flatMap(({ readings }) =>
    readings.filter(({ ts }) => ts + shiftMs < keptFrom.ts),
  )
  if (old.length === 0) return []
  return [
    `${old.length} readings are older than the ${keptFrom.days} days that the city keeps ` +
      '(RETENTION_DAYS): it marks them suspect and deletes them',
  ]
}

/** Since when a city that keeps so many days has readings. */
export const keptFrom = (now: number, days: number) => ({ ts: now - days * dayMs, days })

/** What the files held and nobody sent, with its place. */
export function describeRefused({ refused, repeated, empty }: Plan): string[] {
  const shown = refused.slice(0, refusedMax).map(({ where, reason }) => `  ${where}: ${reason}`)
  const more = refused.length - shown.length
  return [
    ...(refused.length > 0 ? [`${refused.length} rows refused:`, ...shown] : []),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(repeated > 0 ? [`${repeated} rows repeat another one and were skipped`] : []),
    ...(empty > 0 ? [`${empty} rows have no value: a gap stays a gap`] : []),
  ]
}

/** One line while it plays. */
export function describeProgress(plan: Plan, state: PlayState): string {
  const { sent, acknowledged, connected, devices } = state
  const share = Math.floor((100 * acknowledged) / Math.max(1, plan.readings))
  const open = devices > 1 ? `, ${connected}/${devices} connected` : ''
  const lost = connected < devices && devices === 1 ? ', connecting' : ''
  return `再生 ${share} %  ${acknowledged}/${plan.readings} acknowledged, ${sent} sent${open}${lost}`
}

/** What became of it, at the end or when somebody stopped it. */
export function describeEnd(plan: Plan, state: PlayState, timeline: Timeline): string[] {
  const { sent, acknowledged, resent } = state
  const { shiftMs } = timeline
  const left = plan.readings - sent
  return [
    `sent ${sent}, acknowledged ${acknowledged}` +
      (resent > 0 ? `, ${resent} of them sent twice (duplicates to the city)` : '') +
      (left > 0 ? `, ${left} not sent` : ''),
    `times ${range(plan.firstTs + shiftMs, plan.lastTs + shiftMs)}` +
      (shiftMs === 0 ? ', as recorded' : ', shifted'),
    ...describeRefused(plan),
  ]
}
