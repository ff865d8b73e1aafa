import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openRawViewer } from './raw-viewer.ts'
import { createDevices, startFeed, type Feed } from './start-feed.ts'
import { openViewer } from './viewer.ts'
import { patience } from '#test/support/suite/patience.ts'

// An update of all of them is most of a megabyte: the kernel holds about ten for a frozen socket.
const devices = createDevices('flood', 3_000)
const ids = devices.map(({ id }) => id)
const watchAll = { kinds: ['flood'], since: 0, since_crossing: -1, health: false }

let feed: Feed | undefined
afterEach(() => feed?.close())

/** Updates of the whole city, one by one, each at its window's end. */
async function commitMany(city: Feed, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    city.commit(ids, n)
    await sleep(city.live.stats().window_ms + 1)
  }
}

describe('a browser that does not read', () => {
  it('gets one update of what it missed when it reads again, not all of them', async () => {
    feed = await startFeed({ devices, limits: { liveBehindMaxMs: 60_000 } })
    const frozen = await openRawViewer(feed.url)
    const healthy = await openViewer(feed.url)
    await healthy.watch({ kinds: ['flood'] })
    frozen.watch(watchAll)
    await vi.waitFor(() => expect(frozen.updates).toHaveLength(1), patience)

    frozen.freeze()
    await commitMany(feed, 40)
    const { seq } = feed.board
    await vi.waitFor(() => expect(healthy.seq).toBe(seq), patience)
    expect(healthy.updates).toHaveLength(40)

    frozen.thaw()
    await vi.waitFor(() => expect(frozen.updates.at(-1)?.seq).toBe(seq), patience)
    expect(frozen.updates.length).toBeLessThan(35)
    // Nothing was lost on the way: what it knows now is what everybody knows.
    const known = frozen.updates.flatMap(({ changes }) => changes)
    const latest = new Map(known.map(({ id, latest }) => [id, latest]))
    for (const id of ids) expect(latest.get(id)).toEqual(feed.board.get(id).latest)

    // And it is back among the others.
    feed.commit(['flood-7'], 7)
    await vi.waitFor(() => expect(frozen.updates.at(-1)?.changes).toHaveLength(1), patience)
    frozen.socket.destroy()
    healthy.close()
  })

  it('is cut off when it stays so, and holds no more than a few updates until then', async () => {
    feed = await startFeed({ devices, limits: { liveBehindMaxMs: 300 } })
    const frozen = await Promise.all(Array.from({ length: 5 }, () => openRawViewer(url())))
    for (const viewer of frozen) {
      viewer.watch(watchAll)
      viewer.freeze()
    }
    await commitMany(feed, 25)
    await vi.waitFor(() => expect(feed?.live.stats().clients).toBe(0), patience)
    await commitMany(feed, 5)
    for (const viewer of frozen) {
      viewer.thaw()
      if (!viewer.socket.closed) await once(viewer.socket, 'close')
      expect(viewer.updates.length).toBeLessThan(25)
    }
  })
})

const url = () => feed?.url ?? ''
