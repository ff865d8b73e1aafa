import { isOnTime } from '#domain/readings/freshness.ts'
import type { Standing } from './standing.ts'

/** What is wrong with the data of a device, the worst first. */
export const troubles = [
  'missing',
  'expired',
  'clock_fault',
  'no_value',
  'late',
  'suspect',
  'out_of_service',
] as const
export type Trouble = (typeof troubles)[number]

/** The one trouble that is shown of a device; undefined where it simply reports as it should. */
export function troubleOf({ freshness, noValue, suspect }: Standing): Trouble | undefined {
  if (noValue && freshness !== 'clock_fault' && isOnTime(freshness)) return 'no_value'
  if (freshness !== 'live') return freshness
  return suspect ? 'suspect' : undefined
}

/** Troubles in which nothing is known of the present: such a mark is hatched. */
const blindTroubles: ReadonlySet<Trouble> = new Set([
  'missing',
  'expired',
  'no_value',
  'out_of_service',
])

export const isBlind = (trouble: Trouble | undefined) =>
  trouble !== undefined && blindTroubles.has(trouble)

/** 0 for the worst trouble; a recording that has ended comes after all of them, what is well last. */
export function troubleRank(standing: Standing, isReplay = false): number {
  const trouble = troubleOf(standing)
  if (trouble === undefined) return troubles.length + 1
  return isReplay ? troubles.length : troubles.indexOf(trouble)
}

/** How many devices report as they should, and how many are in which trouble, the worst first. */
export function countTroubles(standings: readonly Standing[]) {
  const counts = new Map<Trouble, number>()
  for (const standing of standings) {
    const trouble = troubleOf(standing)
    if (trouble) counts.set(trouble, (counts.get(trouble) ?? 0) + 1)
  }
  const found = troubles.flatMap((trouble) => {
    const count = counts.get(trouble)
    return count === undefined ? [] : [{ trouble, count }]
  })
  return { well: standings.length - found.reduce((sum, { count }) => sum + count, 0), found }
}
