import type { LatestReading } from '#domain/wire/device.ts'
import { trendFigures } from '../logic/device/summary.ts'
import { findField, headlineFigure } from '../logic/value/figure.ts'
import { shownReading } from '../logic/device/shown-reading.ts'
import type { Trend } from '../logic/device/trend.ts'
import { findKind } from '../state/city.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { format, textOf, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'
import { findTrend } from '../state/trends.ts'
import { Icon, icons } from './icon.tsx'

interface HeadlineProps {
  entry: FleetEntry
  /** Another reading than the one that is shown first of the device. */
  reading?: LatestReading | null
}

/** The headline value with its unit; a dash where the device gave none, or none that counts. */
export function HeadlineValue({ entry, reading }: HeadlineProps) {
  const kind = findKind(entry.device.value.kind)
  const shown = reading ?? shownReading(entry.device.value, kind, entry.standing.value)
  const figure = headlineFigure(kind, shown, textOf)
  if (!figure) return <span class="value figure">–</span>
  return (
    <span class="value">
      <span class="value-figure figure">{figure.text}</span>
      {figure.unit && <span class="value-unit">{figure.unit}</span>}
    </span>
  )
}

const arrows = { rising: icons.up, falling: icons.down, steady: icons.steady } as const

/** 「上昇中 10分で +0.12 m 1時間で +0.35 m 最高 2.60 m（11:40）」, where there is room for it. */
export function TrendLine({ entry }: { entry: FleetEntry }) {
  const trend = findTrend(entry)
  if (!trend || entry.standing.value.level === null) return null
  const kind = findKind(entry.device.value.kind)
  const field = findField(kind, kind?.level_field ?? null)
  const said = { words: words.value, format: format.value, textOf, now: now.peek() }
  // Of calm water that stays there is nothing to add.
  const isQuiet = trend.direction === 'steady' && entry.standing.value.level === 0
  const figures = isQuiet ? [] : trendFigures(trend, field, said)
  return (
    <span class="trend-line">
      <span class={`trend trend-${trend.direction}`}>
        <Icon path={arrows[trend.direction]} />
      </span>
      <b>{words.value.panel.trend[trend.direction]}</b>
      {figures.map((figure) => (
        <span key={figure} class="figure">
          {figure}
        </span>
      ))}
    </span>
  )
}

/** Rising, falling or steady; the word is there for those who do not see the arrow. */
export function TrendArrow({ trend }: { trend: Trend | undefined }) {
  if (!trend) return null
  return (
    <span class={`trend trend-${trend.direction}`}>
      <Icon path={arrows[trend.direction]} />
      <span class="visually-hidden">{words.value.panel.trend[trend.direction]}</span>
    </span>
  )
}
