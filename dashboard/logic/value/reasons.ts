import {
  fieldFlag,
  reasonTests,
  type Flag,
  type Reason,
  type ReasonTest,
} from '#domain/readings/flags.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { Labels } from '#domain/words/labels.ts'
import { findField } from './figure.ts'
import type { TextOf } from '../../words/words.ts'

const colon: Labels = { ja: '：', en: ': ' }

const isTest = (word: string): word is ReasonTest => Object.hasOwn(reasonTests, word)

/** `step:level_m` → 「水位：急な変化」. An unknown test is shown as it is, never swallowed. */
export function reasonText(reason: Reason, kind: KindResource, textOf: TextOf): string {
  const [test = reason, fieldName] = reason.split(':')
  const words = isTest(test) ? textOf(reasonTests[test]) : test
  const field = findField(kind, fieldName ?? null)
  if (!field) return words
  return `${textOf(field.label)}${textOf(colon)}${words}`
}

/** What a reason alone makes of its field: a failing battery beside a jump does not fail the level. */
export function reasonFlag({ flag }: Pick<LatestReading, 'flag'>, reason: Reason): Flag {
  return fieldFlag({ flag, reasons: [reason] }, reason.split(':')[1] ?? '')
}
