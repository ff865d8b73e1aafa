import type { CrossingResource } from '#domain/wire/crossing.ts'

/** What a crossing was, for its number may mean another one after a restore. */
const identify = ({ crossing_seq, device, ts, received_ts, to_level }: CrossingResource) =>
  `${crossing_seq} ${device} ${ts} ${received_ts} ${to_level}`

/**
 * What is news in the list of a server that was started anew, oldest first, to a page that was opened
 * at `openedTs` (server time) and knows `known`. Where the list goes on from the newest that it
 * knows, all after that. Else the server stands on other data: a backup of last week brings last
 * week's alarms back, and only what came since the page heard its newest one is news.
 */
export function listNews(
  { known, openedTs }: { known: readonly CrossingResource[]; openedTs: number },
  list: readonly CrossingResource[],
): CrossingResource[] {
  const identities = new Set(known.map(identify))
  const lastCommon = list.findLastIndex((crossing) => identities.has(identify(crossing)))
  const after = list.slice(lastCommon + 1)
  const newestSeq = known.reduce((seq, { crossing_seq }) => Math.max(seq, crossing_seq), -1)
  if (list[lastCommon]?.crossing_seq === newestSeq) return after
  const heardTs = known.reduce((ts, { received_ts }) => Math.max(ts, received_ts), openedTs)
  return after.filter(({ received_ts }) => received_ts > heardTs)
}
