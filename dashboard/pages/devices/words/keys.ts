import {
  thresholdKeys,
  thresholdNameOf,
  type Authority,
  type ThresholdKey,
} from '#domain/alarms/levels.ts'
import type { VerticalDatum } from '#domain/alarms/vertical-datum.ts'
import { findFact } from '#domain/devices/facts.ts'
import type { GaugeReference } from '#domain/wire/device.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import type { Labels } from '#domain/words/labels.ts'
import { formatNumber } from '../../../logic/value/figure.ts'
import { dictionaries } from '../../../words/words.ts'
import { guardParts, type GuardPart } from '../../../logic/inventory/watching.ts'
import { format, textOf, words } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { formWords } from './form.ts'

const name: Labels = { ja: '名称', en: 'Name' }
const nameEn: Labels = { ja: '名称（英語）', en: 'Name in English' }
const water: Labels = { ja: '河川・湖沼', en: 'Water' }
const waterEn: Labels = { ja: '河川・湖沼（英語）', en: 'Water in English' }
const lat: Labels = { ja: '緯度', en: 'Latitude' }
const lon: Labels = { ja: '経度', en: 'Longitude' }
const until: Labels = { ja: '再開の予定', en: 'Back in service by' }
const zero: Labels = { ja: '零点高', en: 'Height of the zero' }
const reason: Labels = { ja: '理由', en: 'Reason' }

/** Names of what a device has, by the field of a form or the path in a record of changes. */
export const keyLabels = {
  id: { ja: '機器ID', en: 'Id' },
  kind: { ja: '種類', en: 'Kind' },
  name_ja: name,
  name_en: nameEn,
  'name.ja': name,
  'name.en': nameEn,
  lat,
  lon,
  position: { ja: '位置', en: 'Position' },
  'position.lat': lat,
  'position.lon': lon,
  role: { ja: '役割', en: 'Role' },
  normally_flat: { ja: '水位がふだん動かない', en: 'Its level normally stands still' },
  camera_url: { ja: 'カメラのリンク', en: 'Camera link' },
  note: { ja: 'メモ', en: 'Note' },
  out_of_service: { ja: '休止', en: 'Out of service' },
  reason,
  until,
  'service.reason': { ja: '休止の理由', en: 'Why out of service' },
  'service.until_ts': until,
  authority: { ja: '設定者', en: 'Set by' },
  source: { ja: '出典', en: 'Source' },
  verified: { ja: '出典と照合済み', en: 'Checked against the source' },
  valid_from: { ja: '適用日', en: 'Valid from' },
  effective_ts: { ja: '適用の時刻', en: 'Takes effect' },
  zero_height_m: zero,
  datum: { ja: '基準面', en: 'Datum' },
  zero_height_epoch: { ja: '測地成果', en: 'Levelling' },
  water_ja: water,
  water_en: waterEn,
  'water_body.ja': water,
  'water_body.en': waterEn,
  'uplink.source': { ja: '連携元', en: 'Bridge source' },
  'uplink.address': { ja: '連携先のアドレス', en: 'Address there' },
  'uplink.profile': { ja: '読み替えの定義', en: 'Profile' },
} as const satisfies Record<string, Labels>

export const guardLabels: Readonly<Record<GuardPart, Labels>> = {
  min: { ja: '下限', en: 'lower limit' },
  max: { ja: '上限', en: 'upper limit' },
  stepPer10Min: { ja: '10分の変化', en: 'change in 10 min' },
}

/** Beginnings of paths that add nothing to what follows. */
const groups = /^(thresholds|gauge|facts|fact|guards|guard|every_ms|every|settings)\./

/** What a field of a form, or a value in a record of changes, is called. */
export function keyWords(
  path: string,
  kind: KindResource | undefined,
  authority: Authority = 'official',
): Labels {
  const key = path.replace(groups, '')
  if (Object.hasOwn(keyLabels, key)) return keyLabels[key as keyof typeof keyLabels]
  if (isThresholdKey(key)) return thresholdNameOf(key, authority)
  if (/^every(_ms)?\./.test(path)) return intervalWords(key, kind)
  return guardWords(key, kind) ?? findFactLabel(key) ?? { ja: key, en: key }
}

const isThresholdKey = (key: string): key is ThresholdKey =>
  (thresholdKeys as readonly string[]).includes(key)

function findFactLabel(key: string): Labels | undefined {
  const fact = findFact(key)
  return fact && fact.type !== 'technical' ? fact.label : undefined
}

/** 水位：下限 */
function guardWords(key: string, kind: KindResource | undefined): Labels | undefined {
  const [name = '', last] = key.split('.')
  const part = guardParts.find((one) => one === last)
  const field = kind?.fields.find((one) => one.name === name)
  if (!part || !field) return undefined
  const [of, limit] = [field.label, guardLabels[part]]
  return { ja: `${of.ja}：${limit.ja}`, en: `${of.en}: ${limit.en}` }
}

/** 報告の間隔（観測中） */
export function intervalWords(mode: string, kind: KindResource | undefined): Labels {
  const every: Labels = { ja: '報告の間隔', en: 'Reporting interval' }
  const field = kind?.fields.find((one) => one.name === kind.reporting.modeField)
  const word = field?.words?.[mode]
  if (!word) return every
  // The usual interval in brackets behind the word is what this one replaces.
  const short = (text: string) => text.replace(/\s*[（(].*$/, '')
  return { ja: `${every.ja}・${short(word.ja)}`, en: `${every.en}, ${short(word.en)}` }
}

export const roleLabels = {
  sensor: { ja: '観測機器', en: 'Sensor' },
  desk: { ja: '配車受付（ほかの車両の記録も送れる）', en: 'Dispatch desk (reports for vehicles)' },
} as const satisfies Record<string, Labels>

/** 江戸川工事基準面（Y.P.） */
export const datumLabel = (datum: VerticalDatum): Labels => ({
  ja: dictionaries.ja.panel.datums[datum],
  en: dictionaries.en.panel.datums[datum],
})

/** 江戸川工事基準面（Y.P.） 零点高 0.020 m */
export function referenceWords({ datum, zero_height_m: height }: GaugeReference): Labels {
  const [name, { ja, en }] = [datumLabel(datum), dictionaries]
  if (height === null) return name
  const metres = formatNumber(height, 3)
  return {
    ja: `${name.ja} ${ja.panel.zeroHeight(metres)}`,
    en: `${name.en}, ${en.panel.zeroHeight(metres)}`,
  }
}

export const authorityLabels = {
  official: { ja: '河川管理者', en: "River's administrator" },
  local: { ja: '市（独自設定）', en: 'The city itself' },
} as const satisfies Record<string, Labels>

const valueLabels: Readonly<Record<string, Labels>> = {
  ...roleLabels,
  ...authorityLabels,
  true: formWords.yes,
  yes: formWords.yes,
  false: formWords.no,
}

/** A value of a form or of a record of changes, in the words of the page. */
export function printValue(path: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return textOf(formWords.empty)
  if (typeof value === 'number') return printNumber(path, value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const label = valueLabels[text]
  if (label) return textOf(label)
  const { datums } = words.value.panel
  const isDatum = path.endsWith('datum') && Object.hasOwn(datums, text)
  return isDatum ? datums[text as keyof typeof datums] : text
}

function printNumber(path: string, value: number): string {
  if (path.endsWith('_ts')) return format.value.time(value, now.peek())
  if (path.startsWith('every_ms.')) return format.value.duration(value)
  if (isThresholdKey(path.replace(groups, ''))) return formatNumber(value, 2)
  return String(value)
}
