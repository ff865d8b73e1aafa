import type { LatestReading } from '#domain/wire/device.ts'
import { headlineFigure } from '../logic/value/figure.ts'
import { shownReading } from '../logic/device/shown-reading.ts'
import type { Trend } from '../logic/device/trend.ts'
import { findKind } from '../state/city.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { textOf, words } from '../state/preferences.ts'
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
