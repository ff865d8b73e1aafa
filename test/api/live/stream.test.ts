import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDevices, startFeed, type Feed } from './start-feed.ts'
import { openViewer, type Viewer } from './viewer.ts'
import { patience } from '#test/support/suite/patience.ts'

const devices = [...createDevices('flood', 5), ...createDevices('wifi', 5)]
const ids = devices.map(({ id }) => id)

let feed: Feed
const viewers: Viewer[] = []

beforeEach(async () => {
  feed = await startFeed({ devices })
})
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.close()
  await feed.close()
})

async function open(): Promise<Viewer> {
  const viewer = await openViewer(feed.url)
  viewers.push(viewer)
  return viewer
}

const reaches = (viewer: Viewer, seq: number) =>
  vi.waitFor(() => expect(viewer.seq).toBe(seq), patience)

describe('a page that watches', () => {
  it('gets what changed since its snapshot, then every change, each once', async () => {
    feed.commit(['flood-1', 'wifi-1'], 1)
    feed.commit(['flood-2'], 2)
    const viewer = await open()
    const { update, reload } = await viewer.watch({ since: 1 })
    expect(reload).toBe(false)
    expect(update).toMatchObject({ seq: 2, changes: [{ id: 'flood-2', change_seq: 2 }] })
    feed.commit(['wifi-1'], 3)
    await reaches(viewer, 3)
    expect(viewer.changes.map(({ id, change_seq }) => [id, change_seq])).toEqual([
      ['flood-2', 2],
      ['wifi-1', 3],
    ])
  })

  it('gets only the kinds it asked for, in one update for all of them', async () => {
    const [floods, both, none] = [await open(), await open(), await open()]
    await floods.watch({ kinds: ['flood'] })
    await both.watch({ kinds: ['wifi', 'flood', 'wifi', 'toaster'] })
    await none.watch({ kinds: [] })
    feed.commit(['flood-1', 'wifi-1'], 1)
    feed.cross('flood-1')
    await reaches(both, 1)
    await vi.waitFor(() => expect(none.crossings).toHaveLength(1), patience)
    expect(floods.updates.map(({ changes }) => changes.map(({ id }) => id))).toEqual([['flood-1']])
    expect(both.updates).toHaveLength(1)
    expect(both.changes.map(({ id }) => id).toSorted()).toEqual(['flood-1', 'wifi-1'])
    expect(none.changes).toEqual([])
  })

  it('may change what it watches at any time', async () => {
    const viewer = await open()
    await viewer.watch({ kinds: ['flood'] })
    feed.commit(['wifi-1'], 1)
    await viewer.watch({ kinds: ['wifi'] })
    feed.commit(['flood-1'], 2)
    feed.commit(['wifi-2'], 3)
    await reaches(viewer, 3)
    expect(viewer.changes.map(({ id }) => id)).toEqual(['wifi-1', 'wifi-2'])
  })

  it('sees the first change in the tick of its commit', async () => {
    const viewer = await open()
    await viewer.watch()
    feed.commit(['flood-1'], 1)
    // Nothing waits for a timer: the stream stands at the commit before it returns.
    expect((await viewer.watch()).update).toEqual(expect.objectContaining({ seq: 1, changes: [] }))
    expect(viewer.updates).toHaveLength(1)
  })

  it('misses nothing and gets nothing twice, however it comes and goes', async () => {
    const step = fc.oneof(
      fc.record({ ids: fc.subarray(ids, { minLength: 1 }), value: fc.double({ noNaN: true }) }),
      fc.constantFrom('watch', 'reopen', 'pause', 'cross'),
    )
    const run = async (steps: ('watch' | 'reopen' | 'pause' | 'cross' | Commit)[]) => {
      let viewer = await open()
      Object.assign(viewer, { seq: feed.board.seq, crossingSeq: crossed })
      await viewer.watch()
      const expected = new Map<string, number>()
      for (const one of steps) {
        if (typeof one === 'object') {
          feed.commit(one.ids, one.value)
          for (const id of one.ids) expected.set(id, one.value)
        } else if (one === 'cross') crossed = feed.cross('flood-1').crossing_seq
        else if (one === 'pause') await sleep(2)
        else if (one === 'watch') await viewer.watch()
        else viewer = await reopen(viewer)
      }
      feed.commit(ids, -1)
      await reaches(viewer, feed.board.seq)
      const seqs = viewer.changes.map(({ id, change_seq }) => `${id}@${change_seq}`)
      expect(new Set(seqs).size).toBe(seqs.length)
      const last = new Map(viewer.changes.map(({ id, latest }) => [id, latest?.ts]))
      for (const id of ids) expect(last.get(id)).toBe(feed.board.get(id).latest?.ts)
      const numbers = viewer.crossings.map(({ crossing_seq }) => crossing_seq)
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
      expect(viewer.crossingSeq).toBe(crossed)
      viewer.close()
    }
    interface Commit {
      ids: string[]
      value: number
    }
    let crossed = -1
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), run), { numRuns: 25 })

    /** A new connection that goes on where the old one stood. */
    async function reopen(before: Viewer): Promise<Viewer> {
      before.close()
      const next = await open()
      const { seq, crossingSeq } = before
      Object.assign(next, { seq, crossingSeq })
      next.changes.push(...before.changes)
      next.crossings.push(...before.crossings)
      await next.watch()
      return next
    }
  })

  it('is told to load again when a description changed, there or while it was away', async () => {
    const viewer = await open()
    await viewer.watch()
    feed.registry.update('flood-1', { out_of_service: true })
    await vi.waitFor(() => expect(viewer.reloads).toBe(1), patience)
    const { reload } = await viewer.watch({ registry: 'of-an-old-snapshot' })
    expect(reload).toBe(true)
  })

  it('is told to load again when it knows more than this server', async () => {
    const viewer = await open()
    expect((await viewer.watch({ since: 99 })).reload).toBe(true)
    expect((await viewer.watch({ since: 0, since_crossing: 99 })).reload).toBe(true)
  })

  it('is told everything again by another run of the server, also where its numbers fit', async () => {
    const [first, second] = [feed.cross('flood-1'), feed.cross('flood-2')]
    feed.commit(['flood-1'], 1)
    const before = await open()
    const { run } = await before.watch()
    const standing = { since: 1, since_crossing: first.crossing_seq }
    const again = await (await open()).watch({ ...standing, run })
    expect(again).toMatchObject({ run, reload: false, crossings: [second] })
    const stranger = await (await open()).watch({ ...standing, run: 'of-another-start' })
    expect(stranger).toMatchObject({ run, reload: true, crossings: [first, second] })
  })

  it('hears a heartbeat with the server’s clock, and health where it asked for it', async () => {
    const viewer = await open()
    await viewer.watch({ health: true })
    const beat = await new Promise((done) => viewer.socket.once('beat', done))
    expect(beat).toMatchObject({ seq: 0, crossing_seq: -1 })
    await vi.waitFor(() => expect(viewer.health).toEqual([{ version: 'test' }]), patience)
  })

  it('is told nothing that keeps it from coming back when the server is stopped', async () => {
    const viewer = await open()
    const reason = new Promise((done) => viewer.socket.once('disconnect', done))
    await feed.live.close()
    expect(await reason).toBe('transport close')
  })

  it('is cut off when it asks too often, or for nonsense', async () => {
    const greedy = await open()
    for (let n = 0; n < 30; n += 1) void greedy.watch().catch(() => undefined)
    await greedy.ended
    expect(greedy.socket.connected).toBe(false)
    for (const nonsense of [null, 'flood', { kinds: 'flood' }, { kinds: Array(99).fill('x') }]) {
      const viewer = await open()
      viewer.socket.emit('watch', nonsense as never, () => undefined)
      await viewer.ended
      expect(viewer.socket.connected).toBe(false)
    }
  })
})
