import { computed } from '@preact/signals'
import type { Level } from '#domain/alarms/levels.ts'
import { levelValueOf } from '../../logic/alarm/level-value.ts'
import { neighbouringSteps } from '../../logic/alarm/thresholds.ts'
import { findKind } from '../../state/city.ts'
import { fleet, standingsVersion, type FleetEntry } from '../../state/fleet.ts'

/** The gauges of the city as the alarm strip counts them. */
export interface AlarmState {
  highest: Level
  /** Gauges at the highest level, the one furthest above its threshold first. */
  leading: readonly FleetEntry[]
  /** Gauges at level 1 or above. */
  raised: number
  /** Gauges with a rise that nobody has confirmed yet, the highest level first. */
  unconfirmed: readonly FleetEntry[]
  /** Gauges whose level is known now, of all that have thresholds. */
  known: number
  total: number
}

function excess({ device, standing }: FleetEntry): number {
  const { kind, thresholds } = device.peek()
  const measured = levelValueOf(device.peek(), findKind(kind), standing.peek())
  if (!measured) return 0
  const { reached } = neighbouringSteps(measured.value, thresholds)
  return reached ? measured.value - reached.value : 0
}

/** The level that is to be acted on: what nobody has confirmed yet is shown elsewhere. */
function levelToActOn({ device, standing }: FleetEntry): Level | null {
  const { stands } = standing.peek()
  const { confirmed, alarm_level: alarm } = device.peek()
  return stands === null || confirmed ? stands : alarm
}

/** The level of a rise that is not to be acted on yet; 0 where there is none. */
export function unconfirmedLevel({ device, standing }: FleetEntry): Level {
  const { stands } = standing.peek()
  const { confirmed, alarm_level: alarm } = device.peek()
  return stands !== null && !confirmed && stands > alarm ? stands : 0
}

/** Of devices with thresholds only; follows standings, not every value. */
export const alarmState = computed<AlarmState>(() => {
  void standingsVersion.value
  const gauges = fleet.value.filter(({ device }) => device.peek().thresholds !== null)
  const levels = gauges.map(levelToActOn)
  const highest = levels.reduce<Level>((top, level) => (level && level > top ? level : top), 0)
  const leading = gauges.filter((entry) => highest > 0 && levelToActOn(entry) === highest)
  return {
    highest,
    leading: leading.toSorted((a, b) => excess(b) - excess(a)),
    raised: levels.filter((level) => level !== null && level > 0).length,
    unconfirmed: gauges
      .filter((entry) => unconfirmedLevel(entry) > 0)
      .toSorted((a, b) => unconfirmedLevel(b) - unconfirmedLevel(a)),
    known: gauges.filter((entry) => entry.standing.peek().level !== null).length,
    total: gauges.length,
  }
})
