import { outcomes, type Outcome } from '../commit.ts'
import type { FieldChanges } from './field-changes.ts'
import type { FieldGroup } from './field-groups.ts'
import { mergeValues } from './merge-values.ts'
import { mergeVerdicts } from './merge-verdicts.ts'
import type { Reading } from './reading.ts'
import type { Values } from './values.ts'

/** A reading after one more message of its moment. */
export interface Merged {
  reading: Reading
  fields: FieldChanges
  outcome: Outcome
}

/**
 * One moment, one reading: joins a message to what is known of its moment. Receipt, place, numbering
 * and origin stay those of the first message. `said`: the values of every message until now.
 */
export function mergeMessage(
  { shown, said }: { shown: Reading; said: readonly Values[] },
  message: Reading,
  groups: readonly FieldGroup[],
): Merged {
  const { values, fields } = mergeValues({ values: shown.values, said }, message.values, groups)
  const reading = { ...shown, ...mergeVerdicts(shown, message, fields), values }
  return { reading, fields, outcome: outcomeOf(fields) }
}

/** What a message became by what it did to the fields of a reading that was there. */
export function outcomeOf({ added, revised }: FieldChanges): Outcome {
  if (revised.length > 0) return outcomes.revision
  return added.length > 0 ? outcomes.addition : outcomes.duplicate
}
