import type { FieldOutcome } from '#domain/profiles/compile-rule.ts'
import type { FieldTrace } from '#domain/profiles/mapper.ts'
import type { Refusal } from '#domain/refusal.ts'
import { printRefusal } from '../device/print.ts'
import type { Trial } from './try-sample.ts'

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function printOutcome(outcome: FieldOutcome): string {
  switch (outcome.is) {
    case 'value':
      return String(outcome.value)
    case 'no_value':
      return '(no value)'
    case 'absent':
      return outcome.asNull ? '(no value)' : '(left out)'
    case 'refused':
      return '✗'
  }
}

function printField({ name, path, outcome }: FieldTrace): string {
  const from =
    path === undefined
      ? 'constant'
      : outcome.is === 'absent'
        ? `${path}: nothing there`
        : `${path} ${short(outcome.raw)}`
  const unit = outcome.is === 'value' && outcome.unit ? `  [${outcome.unit}]` : ''
  return `   ${name.padEnd(18)} ${printOutcome(outcome).padEnd(14)} ← ${from}${unit}`
}

const printNo = (refusal: Refusal) =>
  `   = 保存しない NOT stored: ${printRefusal(refusal).replace('\n', '\n     ')}`

function printVerdict({ stored, refused, isSignOfLife }: Trial): string[] {
  if (isSignOfLife) return ['   = 生存通知のみ a sign of life, no measurement: nothing to store']
  const lines = stored.map(({ ts, values, reasons }) => {
    const flag = reasons.length > 0 ? `  要確認 flagged: ${reasons.join(', ')}` : ''
    return `   = 保存 stored at ${new Date(ts).toISOString()}: ${JSON.stringify(values)}${flag}`
  })
  return [...lines, ...refused.map(printNo)]
}

/** One sample for people: every field with where it came from, then the verdict. */
export function printTrial(trial: Trial, index: number): string {
  const { place, form, device, fields, unused } = trial
  const head = [`${index + 1}.`, form, place && `(${place})`, device && `as ${device}`]
  return [
    head.filter((part) => part).join(' '),
    ...fields.map(printField),
    ...(unused.length > 0 ? [`   使わない項目 not used: ${unused.join(', ')}`] : []),
    ...printVerdict(trial),
  ].join('\n')
}

/** A sign of life is as it should be, though nothing is stored of it. */
export const isRight = ({ refused }: Trial): boolean => refused.length === 0

export function printSum(trials: readonly Trial[]): string {
  const right = trials.filter(isRight).length
  return [
    `${trials.length}件中 ${right}件を保存できます。何も書き込んでいません。`,
    `${right} of ${trials.length} would be taken; nothing was written.`,
  ].join('\n')
}
