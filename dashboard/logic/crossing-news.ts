import type { CrossingResource } from '#domain/resources.ts'

/** Two crossings may be stored in another order than they were received, by so much at most, ms. */
const disorderMaxMs = 10_000

/** What a crossing was, for its number may mean another one after a restore. */
const identify = ({ crossing_seq, device, ts, received_ts, to_level }: CrossingResource) =>
  `${crossing_seq} ${device} ${ts} ${received_ts} ${to_level}`

/**
 * What is news, to a page that knows `known`, in the list of a server that may stand on other data;
 * oldest first. All after the last one that both know, but nothing from well before the newest one
 * that the page has heard: a backup of last week brings last week's alarms back, not as news.
 */
export function listNews(
  known: readonly CrossingResource[],
  list: readonly CrossingResource[],
): CrossingResource[] {
  const identities = new Set(known.map(identify))
  const heardTs = known.reduce(
    (newest, { received_ts }) => Math.max(newest, received_ts),
    -Infinity,
  )
  const lastCommon = list.findLastIndex((crossing) => identities.has(identify(crossing)))
  return list
    .slice(lastCommon + 1)
    .filter(({ received_ts }) => received_ts > heardTs - disorderMaxMs)
}
