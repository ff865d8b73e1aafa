import { fieldFlag, reasonTests, type Flag, type Reason, type ReasonTest } from '#domain/flags.ts'
import type { Language } from '#domain/labels.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import { findField } from './figure.ts'

const isTest = (word: string): word is ReasonTest => Object.hasOwn(reasonTests, word)

/** `step:level_m` → 「水位：急な変化」. An unknown test is shown as it is, never swallowed. */
export function reasonText(reason: Reason, kind: KindResource, language: Language): string {
  const [test = reason, fieldName] = reason.split(':')
  const words = isTest(test) ? reasonTests[test][language] : test
  const field = findField(kind, fieldName ?? null)
  if (!field) return words
  return language === 'ja' ? `${field.label.ja}：${words}` : `${field.label.en}: ${words}`
}

/** What a reason alone makes of its field: a failing battery beside a jump does not fail the level. */
export function reasonFlag({ flag }: Pick<LatestReading, 'flag'>, reason: Reason): Flag {
  return fieldFlag({ flag, reasons: [reason] }, reason.split(':')[1] ?? '')
}
