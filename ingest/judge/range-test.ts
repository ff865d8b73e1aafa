import { flags } from '#domain/readings/flags.ts'
import type { FieldValue } from '#domain/readings/values.ts'
import type { FieldRule } from './field-rules.ts'
import type { Findings } from './findings.ts'

/** True for a number that the sensor can have measured. */
export function isMeasurable({ hard }: FieldRule, value: FieldValue | undefined): value is number {
  return typeof value === 'number' && value >= hard.min && value <= hard.max
}

/**
 * QARTOD test 4: fail outside what the sensor can say, suspect outside what is usual, missing for
 * an explicit null.
 */
export function testRange(
  rule: FieldRule,
  value: FieldValue | undefined,
  findings: Findings,
): void {
  const { field, soft } = rule
  if (value === null) findings.note(flags.missing, `no_value:${field}`)
  if (typeof value !== 'number') return
  if (!isMeasurable(rule, value)) findings.note(flags.fail, `range:${field}`)
  else if (value < soft.min || value > soft.max) findings.note(flags.suspect, `soft_range:${field}`)
}
