import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Checkpoint, JournalBatch } from '#domain/commit.ts'
import { noLevel } from '#domain/alarms/gauge-level.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createBoardConsumer } from '#views/board/board-consumer.ts'
import { Projection } from '#views/projection.ts'
import { StillWater } from '#views/still/still-water.ts'
import type { Group } from '#journal/group.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import { Judges } from '#ingest/judge/judges.ts'
import { gauge } from '../heart/open-heart.ts'
import { readingChange } from '#test/support/reading-change.ts'

const start = 1_795_334_400_000
const minute = 60_000
const gauges = Array.from({ length: 6 }, (_, index) => ({ ...gauge, id: `gauge-${index}` }))

/** What is on disk: the journal, and per device what was saved, as text as the store keeps it. */
interface Disk {
  journal: JournalBatch[]
  cursor: number
  saved: Map<string, string>
}

/** Levels have an owner and tests of their own. */
const showLevel = () => ({ ...noLevel, unchangedMs: null })

/** One life of the city between two crashes; saves wait in `underWay` until the disk answers. */
function begin(disk: Disk) {
  const directory = { list: () => gauges, find: () => undefined }
  const board = createBoardConsumer({ directory, kinds, showLevel })
  const gaps = createGapConsumer()
  const judges = new Judges(kinds)
  const underWay: Group[] = []
  const submit = (group: Group) => void underWay.push(group)
  const still = new StillWater({ directory, kinds, submit })
  const projection = new Projection({ board, gaps, still, judges, submit })
  const entries = [...disk.saved].map(([device, text]) => [device, JSON.parse(text)] as const)
  projection.restore(
    disk.cursor,
    entries.map(([device, value]) => [device, value]),
  )
  for (const batch of disk.journal) if (batch.seq > disk.cursor) projection.replay(batch)
  const seen = () => ({ seq: board.seq, gaps: gaps.list().toSorted(byDevice), board: board.list() })
  return { projection, underWay, seen }
}

const byDevice = (a: { device: string }, b: { device: string }) => (a.device < b.device ? -1 : 1)

function writeCheckpoint(disk: Disk, { seq, entries }: Checkpoint): void {
  disk.cursor = seq
  for (const { key, value } of entries) disk.saved.set(key, JSON.stringify(value))
}

function createBatch(seq: number, devices: readonly number[]): JournalBatch {
  const changes = devices.map((device, index) => {
    const reading: Reading = {
      kind: 'flood',
      device: `gauge-${device}`,
      ts: start + seq * minute + index,
      received_ts: start + seq * minute,
      place_ts: start + seq * minute,
      seq: seq * 10 + index,
      boot: null,
      origin: 'field',
      flag: 1,
      reasons: [],
      // Every third is rain alone: its gauge's level stands.
      values: (seq + index) % 3 === 0 ? { rain_mm: 1 } : { level_m: seq / 10 },
    }
    return readingChange(reading)
  })
  return { seq, committed_ts: start + seq * minute, changes }
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('commit' as const),
        devices: fc.array(fc.nat(gauges.length - 1), { minLength: 1, maxLength: 4 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('save' as const),
        count: fc.integer({ min: 1, max: 3 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('answer' as const), works: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  ),
  { maxLength: 60 },
)

type Life = ReturnType<typeof begin>

/** The disk answers a save that is under way: all of it is written, or nothing. */
function answer(disk: Disk, life: Life, works: boolean): void {
  const group = life.underWay.shift()
  const item = group?.entries[0]
  if (works && item?.type === 'checkpoint') writeCheckpoint(disk, item.checkpoint)
  group?.settle(works)
}

describe('what was saved a few devices at a time', () => {
  it('is after any crash what the whole journal says, nothing counted twice or left out', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const disk: Disk = { journal: [], cursor: 0, saved: new Map() }
        let life = begin(disk)
        for (const step of list) {
          if (step.do === 'commit') {
            const batch = createBatch(disk.journal.length + 1, step.devices)
            disk.journal.push(batch)
            life.projection.apply(batch)
          } else if (step.do === 'save') life.projection.save(step.count)
          else if (step.do === 'answer') answer(disk, life, step.works)
          else life = begin(disk)
        }
        const truth = begin({ journal: disk.journal, cursor: 0, saved: new Map() }).seen()
        expect(begin(disk).seen()).toEqual(truth)
        expect(life.projection.savedSeq).toBeLessThanOrEqual(disk.journal.length)
      }),
      { numRuns: 500 },
    )
  })

  it('has its cursor at the end of the journal once everybody had a turn', () => {
    const disk: Disk = { journal: [], cursor: 0, saved: new Map() }
    const life = begin(disk)
    for (let seq = 1; seq <= gauges.length; seq++) {
      const batch = createBatch(seq, [seq - 1])
      disk.journal.push(batch)
      life.projection.apply(batch)
    }
    const cursors = gauges.map(() => {
      life.projection.save(1)
      answer(disk, life, true)
      return disk.cursor
    })
    expect(cursors).toEqual([1, 2, 3, 4, 5, 6])
    expect(life.projection.unsavedDevices).toBe(0)
  })
})

describe('what an older version saved', () => {
  it('gives the newest reading; what it said of the level is left to its owner', () => {
    const latest = { ts: start, received_ts: start, seq: 1, values: { level_m: 2.4 }, flag: 1 }
    const old = { level: 2, lastLevel: { level: 2, ts: start }, measured: null }
    const board = { ...old, latest, mode: 'active', online: null, changeSeq: 1 }
    const saved = new Map([['gauge-0', JSON.stringify({ board })]])
    const [entry] = begin({ journal: [], cursor: 1, saved }).seen().board
    expect(entry).toMatchObject({ ...noLevel, latest, changeSeq: 1 })
    expect(entry).not.toHaveProperty('measured')
  })
})
