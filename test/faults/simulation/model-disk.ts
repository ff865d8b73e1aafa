import {
  outcomes,
  type CommitItem,
  type JournalBatch,
  type Merge,
  type ReadingChange,
  type StoredChange,
} from '#domain/commit.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { mergeMessage } from '#domain/readings/merge.ts'
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

/** Joins a message to its moment by the rule of the product; here each of them says one field only. */
function writeReading(disk: ModelDisk, message: Reading): ReadingChange {
  const key = keyOf(message)
  const versions = disk.readings.get(key) ?? []
  const shown = versions.at(-1)
  if (!shown) {
    disk.readings.set(key, [message])
    return readingChange(message)
  }
  const said = versions.map(({ values }) => values)
  const { reading, fields, outcome } = mergeMessage({ shown, said }, message, [])
  if (outcome !== outcomes.duplicate) disk.readings.set(key, [...versions, reading])
  return { type: 'reading', reading, message, fields, outcome }
}

function writeCheckpoint(
  disk: ModelDisk,
  { checkpoint }: Extract<CommitItem, { type: 'checkpoint' }>,
): void {
  const { consumer, seq, entries } = checkpoint
  const projection = disk.projections.get(consumer) ?? { seq: 0, entries: new Map() }
  disk.projections.set(consumer, projection)
  projection.seq = seq
  for (const { key, value } of entries) projection.entries.set(key, value)
}

/** What an item becomes in the journal; undefined for what only moves a cursor. */
function writeItem(disk: ModelDisk, item: CommitItem): StoredChange | undefined {
  if (item.type === 'reading') return writeReading(disk, item.reading)
  if (item.type === 'checkpoint') {
    writeCheckpoint(disk, item)
    return undefined
  }
  const fact = disk.number(item)
  if (fact.type === 'crossing') disk.crossings.push(fact.record)
  return { ...fact, outcome: outcomes.stored }
}

/** Writes a batch, all of it; returns its sequence and what became of each item. */
export function writeBatch(disk: ModelDisk, items: readonly CommitItem[], committedTs: number) {
  const made = items.map((item) => writeItem(disk, item))
  const changes = made.filter((change) => change !== undefined)
  const newest = disk.journal.at(-1)?.seq ?? 0
  const seq = changes.length === 0 ? newest : newest + 1
  if (changes.length > 0) disk.journal.push({ seq, committed_ts: committedTs, changes })
  const merges = made.flatMap((change, index): Merge[] =>
    change?.type === 'reading' && change.reading !== change.message
      ? [{ index, reading: change.reading, fields: change.fields }]
      : [],
  )
  return { seq, outcomes: made.map((change) => change?.outcome ?? outcomes.stored), merges }
}
