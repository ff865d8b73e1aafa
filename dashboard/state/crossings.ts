import { computed, signal } from '@preact/signals'
import { foldPerGauge } from '#domain/alarms/fold-per-gauge.ts'
import { followedCrossingsMax } from '#domain/live-stream.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { listNews } from '../logic/alarm/crossing-news.ts'
import { newestFirst } from '../logic/alarm/crossing-order.ts'

/** Every known crossing, the last to arrive first: only so can a missing one be seen. */
const crossings = signal<readonly CrossingResource[]>([])

/** The same as people read them, newest first by the time of the crossing. */
export const recordedCrossings = computed(() => newestFirst(crossings.value))

export function newestCrossingSeq(): number {
  return crossings.peek()[0]?.crossing_seq ?? -1
}

/**
 * Takes the list of a server that may stand on other data in place of what is known; oldest first.
 * Returns what is news in it to a page that was opened at `openedTs`, server time.
 */
export function replaceCrossings(
  list: readonly CrossingResource[],
  openedTs: number,
): CrossingResource[] {
  const news = listNews({ known: crossings.peek(), openedTs }, list)
  crossings.value = list.toReversed()
  return news
}

/** Adds crossings and returns those that were new, oldest first. */
export function addCrossings(incoming: readonly CrossingResource[]): CrossingResource[] {
  const numbers = new Set(crossings.peek().map((crossing) => crossing.crossing_seq))
  const fresh = incoming
    .filter((crossing) => !numbers.has(crossing.crossing_seq))
    .toSorted((a, b) => a.crossing_seq - b.crossing_seq)
  if (fresh.length > 0) {
    const known = [...fresh.toReversed(), ...crossings.peek()].toSorted(
      (a, b) => b.crossing_seq - a.crossing_seq,
    )
    crossings.value = foldPerGauge(known, followedCrossingsMax)
  }
  return fresh
}
