import type { Store } from '#store/store.ts'
import type { BoardConsumer } from '#views/board/board-consumer.ts'

/** Readings of one answer. */
const pageReadings = 1_000

/**
 * Shows what the store has now of devices that a version up to 0.1.0 saved. Since then the messages
 * of a moment were joined, and another reading may be the newest by its place: it would be seen
 * with the next report only. Each device is looked at once: it is saved in today's form after that.
 */
export async function showOfBefore(
  store: Pick<Store, 'listReadings'>,
  board: Pick<BoardConsumer, 'listOfBefore' | 'show'>,
): Promise<void> {
  for (const { device, fromTs } of board.listOfBefore()) {
    // No place lies after its stamp: what is newer by place is newer by stamp too.
    const range = { from: fromTs, to: Number.MAX_SAFE_INTEGER }
    let cursor: string | undefined
    do {
      const page = { limit: pageReadings, cursor }
      const { items, next_cursor } = await store.listReadings(device.kind, device.id, range, page)
      for (const reading of items) board.show(reading)
      cursor = next_cursor ?? undefined
    } while (cursor !== undefined)
  }
}
