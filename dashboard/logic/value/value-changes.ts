import type { Flag } from '#domain/readings/flags.ts'
import type { FieldValue } from '#domain/readings/values.ts'
import type { FieldResource } from '#domain/wire/kind.ts'
import type { ReadingHistoryEntry } from '#domain/wire/reading-history.ts'

/** A value before and after; undefined where the message did not hold the field. */
export interface FieldChange {
  field: FieldResource
  before: FieldValue | undefined
  after: FieldValue | undefined
}

/** One step in the history of a reading, with what it changed against the step before. */
export interface HistoryStep {
  entry: ReadingHistoryEntry
  /** The step before; undefined for the first message. */
  former: ReadingHistoryEntry | undefined
  /** All fields of the first message, then those that were corrected. */
  changes: readonly FieldChange[]
  /** Null where the verdict stayed the same; before is null for the first message. */
  flag: { before: Flag | null; after: Flag } | null
}

/** The steps of a history, newest first. */
export function listSteps(
  entries: readonly ReadingHistoryEntry[],
  fields: readonly FieldResource[],
): HistoryStep[] {
  return entries.map((entry, index) => describeStep(entry, entries[index - 1], fields)).toReversed()
}

function describeStep(
  entry: ReadingHistoryEntry,
  former: ReadingHistoryEntry | undefined,
  fields: readonly FieldResource[],
): HistoryStep {
  const changes = fields.flatMap((field): FieldChange[] => {
    const before = former?.values[field.name]
    const after = entry.values[field.name]
    return before === after ? [] : [{ field, before, after }]
  })
  const flag =
    former?.flag === entry.flag ? null : { before: former?.flag ?? null, after: entry.flag }
  return { entry, former, changes, flag }
}
