import {
  outcomes,
  type CommitItem,
  type JournalBatch,
  type Outcome,
  type StoredChange,
} from '#domain/commit.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createNumbering } from '#test/contracts/number-facts.ts'
import { readingChange } from '#test/support/reading-change.ts'

/** What the disk of the model holds: the truth of a simulation, which survives every crash. */
export interface ModelDisk {
  /** Every version of a reading, by `device ts`, oldest first. */
  readonly readings: Map<string, Reading[]>
  /** Every batch that was ever committed. */
  readonly journal: JournalBatch<StoredChange>[]
  /** What of it was pruned: batches up to here cannot be read any more. */
  prunedSeq: number
  /** Readings from before this device time were asked to be deleted. */
  deletedBeforeTs: number
  readonly crossings: StoredCrossing[]
  /** Gives a fact its number. */
  readonly number: ReturnType<typeof createNumbering>
  readonly projections: Map<string, { seq: number; entries: Map<string, unknown> }>
}

export function createModelDisk(): ModelDisk {
  return {
    readings: new Map(),
    journal: [],
    prunedSeq: 0,
    deletedBeforeTs: -Infinity,
    crossings: [],
    number: createNumbering(),
    projections: new Map(),
  }
}

export const keyOf = ({ device, ts }: Pick<Reading, 'device' | 'ts'>): string => `${device} ${ts}`

const isSame = (a: Reading, b: Reading) => JSON.stringify(a.values) === JSON.stringify(b.values)

function writeReading(disk: ModelDisk, reading: Reading): Outcome {
  const versions = disk.readings.get(keyOf(reading)) ?? []
  if (versions.some((version) => isSame(version, reading))) return outcomes.duplicate
  disk.readings.set(keyOf(reading), [...versions, reading])
  return versions.length === 0 ? outcomes.stored : outcomes.revision
}

function writeItem(disk: ModelDisk, item: CommitItem): Outcome {
  if (item.type === 'reading') return writeReading(disk, item.reading)
  if (item.type === 'checkpoint') {
    const { consumer, seq, entries } = item.checkpoint
    const projection = disk.projections.get(consumer) ?? { seq: 0, entries: new Map() }
    disk.projections.set(consumer, projection)
    projection.seq = seq
    for (const { key, value } of entries) projection.entries.set(key, value)
  }
  return outcomes.stored
}

/** Writes a batch, all of it; returns its sequence and what became of each item. */
export function writeBatch(disk: ModelDisk, items: readonly CommitItem[], committedTs: number) {
  const made = items.map((item) => writeItem(disk, item))
  const changes = items.flatMap((item, index): StoredChange[] => {
    const outcome = made[index] ?? outcomes.stored
    if (item.type === 'checkpoint') return []
    if (item.type === 'reading') return [readingChange(item.reading, outcome)]
    const fact = disk.number(item)
    if (fact.type === 'crossing') disk.crossings.push(fact.record)
    return [{ ...fact, outcome }]
  })
  const newest = disk.journal.at(-1)?.seq ?? 0
  const seq = changes.length === 0 ? newest : newest + 1
  if (changes.length > 0) disk.journal.push({ seq, committed_ts: committedTs, changes })
  return { seq, outcomes: made }
}
