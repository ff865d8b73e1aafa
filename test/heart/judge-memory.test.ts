import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JournalBatch } from '#domain/commit.ts'
import { noLevel } from '#domain/alarms/gauge-level.ts'
import { kinds } from '#domain/kinds/index.ts'
import { listArrivals } from '#ingest/judge/arrival.ts'
import { Judges } from '#ingest/judge/judges.ts'
import { createReception } from '#ingest/reception.ts'
import { CommitQueue } from '#journal/commit-queue.ts'
import { StoreError, type CommitResult, type Store } from '#store/store.ts'
import { createBoardConsumer } from '#views/board/board-consumer.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import { Projection } from '#views/projection.ts'
import type { Group } from '#journal/group.ts'
import { StillWater } from '#views/still/still-water.ts'
import { gauge } from './open-heart.ts'
import { readingChange } from '#test/support/reading-change.ts'

const start = 1_795_334_400_000
const minute = 60_000
/** As many as may doubt the server's clock together. */
const gauges = [1, 2, 3, 4, 5, 6].map((number) => ({ ...gauge, id: `gauge-${number}` }))

/** The journal, and what was saved of each device, as text as the store keeps it. */
class Disk implements Pick<Store, 'commit'> {
  readonly journal: JournalBatch[] = []
  readonly saved = new Map<string, string>()
  cursor = 0
  /** The commit that waits for the disk. */
  answer: ((works: boolean) => void) | undefined

  commit(items: Parameters<Store['commit']>[0]): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      this.answer = (works) => {
        this.answer = undefined
        if (works) resolve(this.#write(items))
        else reject(new StoreError('the disk is full', { recoverable: true }))
      }
    })
  }

  #write(items: Parameters<Store['commit']>[0]): CommitResult {
    const changes = items.flatMap((item) => {
      if (item.type === 'reading') {
        return [readingChange(item.reading)]
      }
      if (item.type !== 'checkpoint') return []
      this.cursor = item.checkpoint.seq
      for (const { key, value } of item.checkpoint.entries) {
        this.saved.set(key, JSON.stringify(value))
      }
      return []
    })
    const seq = this.journal.length + 1
    if (changes.length > 0) this.journal.push({ seq, committed_ts: start, changes })
    return { seq: this.journal.length, committed_ts: start, outcomes: items.map(() => 0) }
  }
}

/** One life between two crashes, as the heart puts it together. */
function begin(disk: Disk) {
  const judges = new Judges(kinds)
  const directory = { list: () => gauges, find: () => undefined }
  const submit = (group: Group) => queue.submit(group)
  const still = new StillWater({ directory, kinds, submit })
  const showLevel = () => ({ ...noLevel, unchangedMs: null })
  const board = createBoardConsumer({ directory, kinds, showLevel })
  const gaps = createGapConsumer()
  const projection: Projection = new Projection({ board, gaps, still, judges, submit })
  const queue = new CommitQueue(disk, {
    onCommitted: () => {},
    onSettled: (batch) => projection.apply(batch),
    onState: ({ ok }) => (ok ? undefined : judges.forgetUncommitted()),
  })
  projection.restore(
    disk.cursor,
    [...disk.saved].map(([device, text]) => [device, JSON.parse(text)]),
  )
  for (const batch of disk.journal) projection.replay(batch)
  return {
    judges,
    projection,
    queue,
    reception: createReception({ kinds, judges, keptMs: () => Infinity }),
  }
}

type Life = ReturnType<typeof begin>

interface Sent {
  device: number
  /** Minutes from the start, and those until receipt; below 0: the clock is ahead. */
  ts: number
  late: number
  level_m: number
  /** Readings in the message, a minute apart. */
  count: number
}

function receive({ reception, queue }: Life, { device, ts, late, level_m, count }: Sent) {
  if (!queue.state.ok) return
  const readings = Array.from({ length: count }, (_, n) => ({
    ts: start + (ts - n) * minute,
    level_m,
  }))
  const incoming = {
    device: gauges[device] ?? gauge,
    channel: 'reading',
    via: 'mqtt',
    bestEffort: false,
    payload: Buffer.from(JSON.stringify(readings)),
  } as const
  const { entries } = reception.receive(incoming, start + (ts + late) * minute)
  queue.submit({ entries, bytes: 1, settle: () => {} })
}

const memoriesOf = (judges: Judges) => gauges.map(({ id }) => JSON.stringify(judges.save(id)))

/** What a judge remembers who has judged nothing but the journal. */
function judgeJournal({ journal }: Disk): string[] {
  const judges = new Judges(kinds)
  for (const { changes } of journal) {
    const messages = changes.flatMap((change) => (change.type === 'reading' ? change.message : []))
    for (const [reading, arrival] of listArrivals(messages)) {
      const { device: id, ts, values, place_ts: placeTs, flag, reasons } = reading
      const device = gauges.find((one) => one.id === id) ?? gauge
      const judged = judges.judge(device, { ts, values, seq: null, boot: null }, arrival)
      expect(judged).toMatchObject({ placeTs, flag, reasons })
      judges.keep(id, judged.memory)
    }
  }
  return memoriesOf(judges)
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('send' as const),
        device: fc.nat(gauges.length - 1),
        ts: fc.nat(60),
        late: fc.constantFrom(0, 0, 40, 41, -20),
        count: fc.constantFrom(1, 1, 1, 2),
        level_m: fc.constantFrom(0.8, 0.81, 2.5, 99),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('save' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  ),
  { maxLength: 60 },
)

const turn = () => new Promise((done) => setImmediate(done))

describe('what a judge remembers', () => {
  it('follows from the journal alone, whatever was under way when a disk failed or a power cut came', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const disk = new Disk()
        let life = begin(disk)
        for (const step of list) {
          if (step.do === 'send') receive(life, step)
          else if (step.do === 'save') life.projection.save(1)
          else if (step.do === 'answer') disk.answer?.(true)
          else {
            if (step.do === 'fail') disk.answer?.(false)
            await turn()
            disk.answer = undefined
            life.queue.close()
            // The probe takes a second: a restart finds the disk well at once.
            life = begin(disk)
          }
          await turn()
        }
        const truth = judgeJournal(disk)
        expect(memoriesOf(life.judges)).toEqual(truth)
        expect(memoriesOf(begin(disk).judges)).toEqual(truth)
        life.judges.forgetUncommitted()
        for (; disk.answer; await turn()) disk.answer(true)
        life.queue.close()
      }),
      { numRuns: 200 },
    )
  })
})
