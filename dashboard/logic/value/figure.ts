import { isFieldUsable, isUsable } from '#domain/readings/flags.ts'
import { amountWindowMs } from '#domain/kinds/measures.ts'
import type { FieldValue, Values } from '#domain/readings/values.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { TextOf } from '../../words/words.ts'
import { spanLabel } from './span-label.ts'

/** A value ready to print: the figure and its unit apart, so that the figure can be large. */
export interface Figure {
  text: string
  unit: string
}

/** Formats a value by its field's own decimals, unit and words; null where there is no value. */
export function figureOf(
  value: FieldValue | undefined,
  field: FieldResource | undefined,
  textOf: TextOf,
): Figure | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return { text: wordOf(value, field, textOf), unit: '' }
  return { text: formatNumber(value, field?.decimals ?? 0), unit: unitOf(field, textOf) }
}

/** The figure of a field in a reading. An amount never stands without its window: 12.0 mm/10分. */
export function figureIn(
  values: Values,
  field: FieldResource | undefined,
  textOf: TextOf,
): Figure | null {
  const figure = figureOf(field && values[field.name], field, textOf)
  if (!figure || field?.measure.type !== 'amount') return figure
  const windowMs = amountWindowMs(field.measure, values)
  if (windowMs === undefined) return figure
  return { ...figure, unit: `${figure.unit}/${textOf(spanLabel(windowMs))}` }
}

/** The unit as the reader's language prints it; empty for a bare number. */
export function unitOf(field: FieldResource | undefined, textOf: TextOf): string {
  return textOf(field?.unit_label) ?? field?.unit ?? ''
}

function wordOf(value: string, field: FieldResource | undefined, textOf: TextOf): string {
  return textOf(field?.words?.[value]) ?? value
}

/** `0.29 m`: a number of a field with its unit, as it stands in a sentence. */
export function printNumber(value: number, field: FieldResource, textOf: TextOf): string {
  return `${formatNumber(value, field.decimals ?? 0)} ${unitOf(field, textOf)}`.trim()
}

/** Fixed decimals with a real minus sign, as on a gauge board. */
export function formatNumber(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  const isNegative = value < 0 && Number(text) !== 0
  return isNegative ? `−${text}` : text
}

/** Like `formatNumber` with a sign in front, for changes. */
export function formatChange(value: number, decimals: number): string {
  const text = formatNumber(value, decimals)
  return Number(Math.abs(value).toFixed(decimals)) === 0
    ? `±${text}`
    : value > 0
      ? `+${text}`
      : text
}

export function findField(kind: KindResource | undefined, name: string | null) {
  return kind?.fields.find((field) => field.name === name)
}

/** Fields that can be drawn over time: numbers but no angles and places, the headline first. */
export function chartFields(kind: KindResource): FieldResource[] {
  const numeric = kind.fields.filter(
    (field) => (field.type === 'number' || field.type === 'integer') && field.unit !== '°',
  )
  const rank = (field: FieldResource) => (field.name === kind.map.headline ? 0 : 1)
  return numeric.toSorted((a, b) => rank(a) - rank(b))
}

/**
 * The field to show first: the kind's headline, or where this device does not send it (a gauge
 * that only measures rain) the first number it does send.
 */
export function headlineField(
  kind: KindResource,
  latest: LatestReading | null,
): FieldResource | undefined {
  const headline = findField(kind, kind.map.headline)
  if (!latest || !headline || latest.values[headline.name] !== undefined) return headline
  const sent = chartFields(kind).find(({ name }) => typeof latest.values[name] === 'number')
  return sent ?? headline
}

/**
 * True where the field shown first has a value that counts. The flag is that of the whole reading:
 * an empty battery must not hide the level beside it.
 */
export function isHeadlineUsable(kind: KindResource | undefined, latest: LatestReading): boolean {
  const field = kind && headlineField(kind, latest)
  if (!field) return isUsable(latest.flag)
  return latest.values[field.name] !== null && isFieldUsable(latest, field.name)
}

/** The number of a field in the newest reading, where it counts. */
export function usableNumber(latest: LatestReading | null, name: string): number | undefined {
  const value = latest?.values[name]
  return latest && typeof value === 'number' && isFieldUsable(latest, name) ? value : undefined
}

/** The figure to show first; null where the device gave none, or none that counts. */
export function headlineFigure(
  kind: KindResource | undefined,
  latest: LatestReading | null,
  textOf: TextOf,
): Figure | null {
  if (!kind || !latest || !isHeadlineUsable(kind, latest)) return null
  const field = headlineField(kind, latest)
  return figureIn(latest.values, field, textOf)
}

/** The field that says which way a moving device points: an angle from 0 to 360 degrees. */
export function compassField(kind: KindResource | undefined): FieldResource | undefined {
  return kind?.fields.find(
    ({ unit, minimum, maximum }) => unit === '°' && minimum === 0 && maximum === 360,
  )
}

/** The fields with the place of a moving device: angles of ±90 (latitude) and ±180 (longitude). */
export function placeFields(
  kind: KindResource | undefined,
): { lat: string; lon: string } | undefined {
  const angle = (limit: number) =>
    kind?.fields.find(({ unit, minimum }) => unit === '°' && minimum === -limit)?.name
  const [lat, lon] = [angle(90), angle(180)]
  return lat !== undefined && lon !== undefined ? { lat, lon } : undefined
}
