import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { CommitItem, JournalBatch } from '#domain/commit.ts'
import { CommitQueue } from '#journal/commit-queue.ts'
import { createEntry, type Group } from '#journal/group.ts'
import type { StoreState } from '#journal/store-state.ts'
import { StoreError, type CommitResult } from '#store/store.ts'

/** A disk that can be held and broken by hand. */
function createDisk() {
  const batches: (readonly CommitItem[])[] = []
  let broken = false
  let release: (() => void) | undefined
  let held: Promise<void> | undefined
  return {
    batches,
    break: (isBroken: boolean) => (broken = isBroken),
    hold: () => {
      held = new Promise((done) => (release = done))
    },
    release: () => {
      held = undefined
      release?.()
    },
    async commit(items: readonly CommitItem[]): Promise<CommitResult> {
      await held
      if (broken) throw new StoreError('disk full', { recoverable: true })
      batches.push(items)
      return { seq: batches.length, committed_ts: 0, outcomes: items.map(() => 0) }
    },
  }
}

function createQueue(disk: ReturnType<typeof createDisk>, batchEntries = 2_000) {
  const heard: string[] = []
  const listeners = {
    onCommitted: (batch: JournalBatch) => heard.push(`committed ${batch.changes.length}`),
    onSettled: (batch: JournalBatch) => heard.push(`settled ${batch.changes.length}`),
    onState: (state: StoreState) => heard.push(state.ok ? 'well' : `failed: ${state.detail}`),
  }
  const queue = new CommitQueue(disk, listeners, { batchEntries })
  const submit = (name: string, entries = 1) => {
    const status = { kind: 'flood', device: 'gauge-1', online: true, received_ts: 0 }
    const group: Group = {
      entries: Array.from({ length: entries }, () =>
        createEntry({ type: 'status', record: status }),
      ),
      bytes: 10,
      settle: (committed) => heard.push(`${name} ${committed ? 'on disk' : 'lost'}`),
    }
    queue.submit(group)
  }
  return { queue, heard, submit }
}

describe('the commit queue', () => {
  it('answers in the order of submission, after the commit, and tells the others after that', async () => {
    const disk = createDisk()
    const { queue, heard, submit } = createQueue(disk)
    submit('a')
    submit('b', 3)
    expect([queue.entries, queue.bytes, heard]).toEqual([4, 20, []])
    await queue.drain()
    expect(heard).toEqual(['committed 4', 'a on disk', 'b on disk', 'settled 4'])
    expect([queue.entries, queue.bytes]).toEqual([0, 0])
  })

  it('collects while a commit is under way, and takes it all in the next one', async () => {
    const disk = createDisk()
    const { queue, submit } = createQueue(disk)
    disk.hold()
    submit('first')
    await sleep(5)
    for (let index = 0; index < 100; index += 1) submit(`${index}`)
    disk.release()
    await queue.drain()
    expect(disk.batches.map((batch) => batch.length)).toEqual([1, 100])
  })

  it('keeps a batch within its limit and a payload in one batch', async () => {
    const disk = createDisk()
    const { queue, submit } = createQueue(disk, 10)
    for (const size of [4, 4, 4, 25, 1]) submit('x', size)
    await queue.drain()
    expect(disk.batches.map((batch) => batch.length)).toEqual([8, 4, 25, 1])
  })

  it('puts what a commit gives rise to into the very next commit', async () => {
    const disk = createDisk()
    const followUp: Group = {
      entries: [
        createEntry({ type: 'checkpoint', checkpoint: { consumer: 'x', seq: 1, entries: [] } }),
      ],
      bytes: 0,
      settle: () => undefined,
    }
    const queue: CommitQueue = new CommitQueue(disk, {
      onCommitted: ({ seq }) => {
        if (seq === 1) queue.submit(followUp)
      },
      onSettled: () => undefined,
      onState: () => undefined,
    })
    const status = { kind: 'flood', device: 'gauge-1', online: true, received_ts: 0 }
    queue.submit({
      entries: [createEntry({ type: 'status', record: status })],
      bytes: 1,
      settle: () => undefined,
    })
    await queue.drain()
    expect(disk.batches.map(([item]) => item?.type)).toEqual(['status', 'checkpoint'])
  })
})

describe('a payload that the store cannot take', () => {
  /** Takes everything but what the device `bad` sends. */
  function createPickyStore() {
    const batches: string[][] = []
    return {
      batches,
      async commit(items: readonly CommitItem[]): Promise<CommitResult> {
        await sleep(0)
        const senders = items.map((item) => (item.type === 'status' ? item.record.device : ''))
        const refused = senders.flatMap((sender, index) =>
          sender === 'bad' ? [{ index, message: 'not this' }] : [],
        )
        if (refused.length > 0) throw new StoreError('not these', { recoverable: false, refused })
        batches.push(senders)
        return { seq: batches.length, committed_ts: 0, outcomes: items.map(() => 0) }
      },
    }
  }

  it('is replaced alone, whatever waits with it and comes meanwhile, and all keep their order', async () => {
    const payloads = fc.array(
      fc.record({
        senders: fc.array(fc.constantFrom('good', 'bad'), { minLength: 1, maxLength: 5 }),
        isLate: fc.boolean(),
      }),
      { maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(payloads, async (list) => {
        const store = createPickyStore()
        const heard: string[] = []
        const listeners = {
          onCommitted: () => undefined,
          onSettled: () => undefined,
          onState: ({ detail }: StoreState) => heard.push(`failed: ${detail}`),
        }
        const queue = new CommitQueue(store, listeners, { batchEntries: 20 })
        const make = (name: string, senders: readonly string[]): Group => ({
          entries: senders.map((device) => {
            const status = { kind: 'flood', device, online: true, received_ts: 0 }
            return createEntry({ type: 'status', record: status })
          }),
          bytes: 10,
          settle: (committed) => heard.push(`${name} ${committed}`),
          refuse: (details) =>
            make(
              name,
              senders.map((sender, n) => details.get(n) ?? sender),
            ),
        })
        for (const [n, { senders, isLate }] of list.entries()) {
          if (isLate) await sleep(0)
          queue.submit(make(`${n}`, senders))
        }
        await queue.drain()
        expect(heard).toEqual(list.map((_, n) => `${n} true`))
        expect([queue.entries, queue.bytes]).toEqual([0, 0])
        const senders = list.flatMap((payload) => payload.senders)
        expect(store.batches.flat()).toEqual(
          senders.map((sender) => (sender === 'bad' ? 'not this' : sender)),
        )
      }),
    )
  })
})

describe('a store that fails', () => {
  it('fails all that waits, says so first, and refuses until a commit works again', async () => {
    const disk = createDisk()
    const { queue, heard, submit } = createQueue(disk, 2)
    disk.break(true)
    submit('a', 2)
    submit('b', 2)
    await queue.drain()
    submit('c')
    expect(heard).toEqual(['failed: disk full', 'a lost', 'b lost', 'c lost'])
    expect(queue.state).toEqual({ ok: false, detail: 'disk full' })

    disk.break(false)
    while (!queue.state.ok) await sleep(10)
    submit('d')
    await queue.drain()
    expect(heard.slice(4)).toEqual(['well', 'committed 1', 'd on disk', 'settled 1'])
    queue.close()
  })

  it('does not open and close the door all the time on a disk with room for a probe only', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const disk = createDisk()
    const commit = disk.commit
    const roomFor = (entriesMax: number) => {
      disk.commit = async (items) => {
        if (items.length > entriesMax) throw new StoreError('disk full', { recoverable: true })
        return commit(items)
      }
    }
    const { queue, heard, submit } = createQueue(disk)
    const wells = () => heard.filter((line) => line === 'well').length
    const live = async (seconds: number) => {
      for (let tenths = 0; tenths < seconds * 10; tenths++) {
        submit('reading')
        await queue.drain()
        await vi.advanceTimersByTimeAsync(100)
      }
    }
    roomFor(0)
    await live(10)
    expect(wells()).toBeGreaterThan(2)
    expect(wells()).toBeLessThanOrEqual(6)

    // A batch that was stored ends the story: the next failure is asked about soon again.
    roomFor(Infinity)
    await live(12)
    roomFor(0)
    const before = wells()
    await live(1)
    expect(wells()).toBe(before + 2)
    queue.close()
    vi.useRealTimers()
  })

  it('leaves nothing behind once it is closed', async () => {
    const disk = createDisk()
    const { queue, heard, submit } = createQueue(disk)
    submit('a')
    queue.close()
    submit('b')
    await queue.drain()
    expect(heard).toEqual(['b lost', 'committed 1', 'a on disk', 'settled 1'])
  })
})
