import type { FieldOutcome } from '#domain/devices/profiles/compile-rule.ts'
import type { FieldTrace } from '#domain/devices/profiles/mapper.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import { registerUplinkLine, type Stranger } from '#domain/devices/register-line.ts'
import { printRefusal } from '../device/print.ts'
import type { Trial } from './try-sample.ts'

/** Forms that are no system with a name of its own. */
const forms: Readonly<Record<string, string>> = {
  'decoded object': 'デコード結果 decoded object',
  reading: 'まちもりの形 a reading of ours',
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

const noValue = '値なし no value'

function printOutcome(outcome: FieldOutcome): string {
  switch (outcome.is) {
    case 'value':
      return String(outcome.value)
    case 'no_value':
      return noValue
    case 'absent':
      return outcome.asNull ? noValue : '省略 left out'
    case 'refused':
      return '✗ 不可 refused'
  }
}

/** A terminal gives a kanji or a kana two columns. */
const columnsOf = (text: string) => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0)
const pad = (text: string, columns: number) =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)))

function printField({ name, outcome }: FieldTrace): string {
  const { path } = outcome
  const from =
    path === undefined
      ? '定数 constant'
      : outcome.is === 'absent'
        ? `${path}: なし nothing there`
        : `${path} ${short(outcome.raw)}`
  const unit = outcome.is === 'value' && outcome.unit ? `  [${outcome.unit}]` : ''
  return `   ${name.padEnd(18)} ${pad(printOutcome(outcome), 15)} ← ${from}${unit}`
}

const printNo = (refusal: Refusal) =>
  `   = 保存しない NOT stored: ${printRefusal(refusal).replace('\n', '\n     ')}`

/** What to do about an uplink of nobody: try it by a profile, and register its device. */
export function printStranger(stranger: Stranger): string {
  return [
    '   未登録の機器です。登録せずに試すには try FILE --profile PROFILE、登録するには：',
    '   Not registered. Try it all the same with try FILE --profile PROFILE, or register it:',
    `     ${registerUplinkLine(stranger)}`,
  ].join('\n')
}

function printVerdict({ stored, refused, isSignOfLife }: Trial): string[] {
  if (isSignOfLife) return ['   = 生存通知のみ a sign of life, no measurement: nothing to store']
  const lines = stored.map(({ ts, values, reasons }) => {
    const flag = reasons.length > 0 ? `  要確認 flagged: ${reasons.join(', ')}` : ''
    return `   = 保存 stored at ${new Date(ts).toISOString()}: ${JSON.stringify(values)}${flag}`
  })
  return [...lines, ...refused.map(printNo)]
}

/** One sample for people: every field with where it came from, then the verdict. */
export function printTrial(trial: Trial, index: number, source?: string): string {
  const { place, form, device, address, fields, unused } = trial
  const as = device && `機器 device ${device}`
  const head = [`${index + 1}.`, forms[form] ?? form, place && `(${place})`, as]
  const isStranger = device === null && address !== null
  return [
    head.filter((part) => part).join(' '),
    ...fields.map(printField),
    ...(unused.length > 0 ? [`   使わない項目 not used: ${unused.join(', ')}`] : []),
    ...printVerdict(trial),
    ...(isStranger ? [printStranger({ source, address })] : []),
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
