import { computed } from '@preact/signals'
import { concernOf } from '../../logic/alarm/concern.ts'
import { printNumber } from '../../logic/value/figure.ts'
import { levelValueOf } from '../../logic/alarm/level-value.ts'
import { isUnconfirmed } from '../../logic/device/unconfirmed.ts'
import { shownReading } from '../../logic/device/shown-reading.ts'
import { nameOfStep, neighbouringSteps } from '../../logic/alarm/thresholds.ts'
import { findKind } from '../../state/city.ts'
import { fleet, fleetVersion, standingsVersion, type FleetEntry } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'
import { findTimeLeft } from '../../state/time-left.ts'
import { Age } from '../../parts/age.tsx'
import { Mark } from '../../parts/mark.tsx'
import { RareOriginBadge } from '../../parts/origin-badge.tsx'
import { StateChip, UnconfirmedChip } from '../../parts/trouble/state-chip.tsx'
import { StillNote } from '../../parts/still-note.tsx'
import { MinutesLeft } from '../../parts/time-left.tsx'
import { HeadlineValue, TrendLine } from '../../parts/value.tsx'
import { LevelBar } from './level-bar.tsx'

/** As many as fit a full-HD panel at a size readable from four metres. */
const shownMax = 5

function concern({ device, standing }: FleetEntry): number {
  const { kind, thresholds } = device.peek()
  const value = levelValueOf(device.peek(), findKind(kind), standing.peek())?.value ?? null
  return concernOf(standing.peek(), value, thresholds)
}

const topGauges = computed(() => {
  void standingsVersion.value
  void fleetVersion.value
  return fleet.value
    .filter(({ device }) => device.peek().thresholds !== null)
    .toSorted((a, b) => concern(b) - concern(a))
    .slice(0, shownMax)
})

export function TopGauges() {
  return (
    <section class="pane top-gauges" aria-labelledby="top-title">
      <div class="top-head">
        <h2 id="top-title">{words.value.wall.top}</h2>
        {topGauges.value.some(findTimeLeft) && <p class="muted">{words.value.wall.pace}</p>}
      </div>
      <ol>
        {topGauges.value.map((entry) => (
          <TopGauge key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  )
}

function TopGauge({ entry }: { entry: FleetEntry }) {
  const device = entry.device.value
  const standing = entry.standing.value
  const shown = shownReading(device, findKind(device.kind), standing)
  return (
    <li class="top-gauge" data-level={standing.level ?? ''}>
      <Mark device={device} standing={standing} />
      <div class="top-name">
        <strong>{textOf(device.name)}</strong>
        <span class="muted">
          {distanceText(entry)} <MinutesLeft entry={entry} />
        </span>
        <RareOriginBadge origin={device.origin} />
        <TrendLine entry={entry} />
        <StillNote entry={entry} />
        {isUnconfirmed(device, standing) && <UnconfirmedChip />}
        <StateChip standing={standing} />
      </div>
      <div class="top-value">
        <HeadlineValue entry={entry} />
        {shown && <Age key={shown.place_ts} ts={shown.place_ts} />}
      </div>
      <LevelBar device={device} standing={standing} />
    </li>
  )
}

/** 「氾濫危険水位まで 0.18 m」 */
function distanceText(entry: FleetEntry): string {
  const device = entry.device.value
  const measured = levelValueOf(device, findKind(device.kind), entry.standing.value)
  if (!measured || entry.standing.value.level === null) return ''
  const { next } = neighbouringSteps(measured.value, device.thresholds)
  if (!next) return ''
  const distance = printNumber(next.value - measured.value, measured.field, textOf)
  return words.value.wall.toNext(textOf(nameOfStep(next)), distance)
}
