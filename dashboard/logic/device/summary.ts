import { isFieldUsable } from '#domain/readings/flags.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { Format } from '../../words/format.ts'
import type { TextOf, Words } from '../../words/words.ts'
import {
  figureIn,
  formatChange,
  formatNumber,
  headlineField,
  placeFields,
  printNumber,
  unitOf,
} from '../value/figure.ts'
import { nameOfStep, neighbouringSteps } from '../alarm/thresholds.ts'
import type { MinutesLeft } from '../alarm/minutes-left.ts'
import type { Trend } from './trend.ts'

export interface SummaryInput {
  kind: KindResource
  latest: LatestReading | null
  trend: Trend | undefined
  thresholds: Thresholds | null
  /** When it reaches the next of them at this pace, where anybody can say. */
  timeLeft: MinutesLeft | undefined
  /** What else there is to say of the present, see `tellDoing`. */
  doing: readonly string[]
  /** False: the value is old and must not be called "now". */
  isCurrent: boolean
  now: number
  textOf: TextOf
  words: Words
  format: Format
}

/**
 * One sentence that says all: 「12:10 現在 2.41 m、上昇中、1時間で +0.35 m、氾濫注意水位まで
 * 0.29 m」. An old value is called the last one and gets no trend and no distance; nor does one that
 * the sensor cannot have measured, which is over every threshold and raises nothing.
 */
export function summarize(input: SummaryInput): string {
  const { kind, latest, words, format, textOf, now } = input
  if (!latest) return words.panel.noneYet
  // A clock ahead must not make 「現在」 a time to come.
  const time = format.time(latest.place_ts, now)
  const field = headlineField(kind, latest)
  const figure = figureIn(latest.values, field, textOf)
  if (!figure) return sayNone(input, latest, time)
  const printed = `${figure.text} ${figure.unit}`.trim()
  if (field && !isFieldUsable(latest, field.name)) return words.panel.failed(time, printed)
  if (!input.isCurrent) return words.panel.at(time, printed)
  const current = [words.panel.now(time, printed), ...trendParts(input), ...input.doing]
  return [...current, ...distanceParts(input)].join(words.panel.comma)
}

/** A vehicle that tells where it is and nothing else lacks nothing. */
function sayNone({ kind, words }: SummaryInput, { values }: LatestReading, time: string): string {
  const isPlaced = typeof values[placeFields(kind)?.lat ?? ''] === 'number'
  return isPlaced ? words.panel.placeOnly(time) : words.panel.measuredNone(time)
}

function trendParts({ trend, kind, latest, ...input }: SummaryInput): string[] {
  if (!trend) return []
  const field = headlineField(kind, latest)
  return [input.words.panel.trend[trend.direction], ...trendFigures(trend, field, input)]
}

/** 「10分で +0.12 m」「1時間で +0.35 m」「最高 2.60 m（11:40）」: what is known of them. */
export function trendFigures(
  { per10Min, perHour, peak }: Trend,
  field: FieldResource | undefined,
  {
    words: { panel },
    format,
    textOf,
    now,
  }: Pick<SummaryInput, 'words' | 'format' | 'textOf' | 'now'>,
): string[] {
  const unit = unitOf(field, textOf)
  const change = (by: number) => `${formatChange(by, field?.decimals ?? 0)} ${unit}`.trim()
  return [
    ...(per10Min === null ? [] : [panel.per10Min(change(per10Min))]),
    ...(perHour === null ? [] : [panel.perHour(change(perHour))]),
    ...(peak === null
      ? []
      : [
          panel.peak(
            `${formatNumber(peak.value, field?.decimals ?? 0)} ${unit}`.trim(),
            format.time(peak.ts, now),
          ),
        ]),
  ]
}

/** Only of a headline that decides the level. */
function distanceParts(input: SummaryInput): string[] {
  const { kind, latest, thresholds, timeLeft, words, textOf } = input
  const field = headlineField(kind, latest)
  const value = latest?.values[field?.name ?? '']
  if (!field || kind.level_field !== field.name || typeof value !== 'number') return []
  const print = (distance: number) => printNumber(distance, field, textOf)
  const { reached, next } = neighbouringSteps(value, thresholds)
  const parts: string[] = []
  if (reached) {
    const name = textOf(nameOfStep(reached))
    parts.push(words.panel.above(name, print(value - reached.value)))
  }
  if (next) {
    parts.push(words.panel.until(textOf(nameOfStep(next)), print(next.value - value)))
    if (timeLeft) parts.push(words.panel.atThisPace + words.panel.minutesLeft(timeLeft))
  }
  return parts
}
