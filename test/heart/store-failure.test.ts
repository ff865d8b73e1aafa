import { describe, expect, it } from 'vitest'
import type { StoreState } from '#journal/store-state.ts'
import { StoreError, type Store } from '#store/store.ts'
import { gauge, openHeart } from './open-heart.ts'

const minute = 60_000

/** A store whose disk can be full. */
function createFullDisk() {
  let room = Infinity
  return {
    fill: (full: boolean) => (room = full ? 0 : Infinity),
    /** There is room for one commit more. */
    fillAfterNext: () => (room = 1),
    wrap: (store: Store): Store => ({
      ...store,
      commit(items) {
        room -= 1
        return room < 0
          ? Promise.reject(new StoreError('no space left on device', { recoverable: true }))
          : store.commit(items)
      },
    }),
  }
}

describe('a full disk', () => {
  it('is answered without an acknowledgement, is told, and is recovered from without a restart', async () => {
    const disk = createFullDisk()
    const heart = await openHeart({ wrapStore: disk.wrap })
    const states: StoreState[] = []
    heart.ingest.onStoreState((state) => states.push(state))
    const start = Date.now() - 100 * minute
    const send = (index: number, level_m: number) =>
      heart.send(gauge, { ts: start + index * minute, level_m })

    expect(await send(0, 1)).toMatchObject({ ok: true })
    disk.fill(true)
    expect(await send(1, 1.6)).toMatchObject({ ok: false, code: 'not_committed' })
    expect(await send(1, 1.6)).toMatchObject({ ok: false, code: 'not_committed' })
    expect(states).toEqual([{ ok: false, detail: 'no space left on device' }])
    expect(heart.ingest.stats().store).toEqual(states[0])
    // Reads go on, and show only what is on disk.
    expect(heart.ingest.board.get(gauge.id).latest).toMatchObject({ values: { level_m: 1 } })

    disk.fill(false)
    await expect.poll(() => heart.ingest.stats().store.ok, { timeout: 10_000 }).toBe(true)
    expect(await send(1, 1.6)).toMatchObject({ ok: true, accepted: 1 })
    await expect.poll(() => heart.ingest.alarms.crossingSeq).toBe(1)
    expect(states.map(({ ok }) => ok)).toEqual([false, true])
    await heart.close()
  })

  it('that comes between a reading and its crossing only delays the crossing', async () => {
    const disk = createFullDisk()
    const heart = await openHeart({ wrapStore: disk.wrap })
    disk.fillAfterNext()
    const sent = heart.send(gauge, { ts: Date.now() - minute, level_m: 1.6 })
    expect(await sent).toMatchObject({ ok: true })
    await expect.poll(() => heart.ingest.stats().store.ok).toBe(false)
    expect(heart.ingest.alarms.crossingSeq).toBe(-1)
    disk.fill(false)
    await expect.poll(() => heart.ingest.alarms.crossingSeq, { timeout: 10_000 }).toBe(1)
    await heart.close()
  })
})

describe('overload', () => {
  it('sheds QoS 0 first, then turns HTTP away, and lets MQTT wait', async () => {
    const heart = await openHeart({ limits: { shedEntries: 2, busyEntries: 4 } })
    let index = 0
    const send = (more = {}) =>
      heart.send(gauge, { ts: Date.now() - minute + (index += 1), level_m: 1 }, more)
    const waiting = [send(), send()]
    const shed = send({ bestEffort: true })
    const posted = [send({ via: 'http' }), send({ via: 'http' })]
    const turnedAway = send({ via: 'http' })
    const more = send()
    expect(await shed).toMatchObject({ ok: false, code: 'overloaded' })
    expect(await turnedAway).toMatchObject({ ok: false, code: 'overloaded' })
    for (const result of await Promise.all([...waiting, ...posted, more])) {
      expect(result).toMatchObject({ ok: true, accepted: 1 })
    }
    await heart.close()
  })
})
