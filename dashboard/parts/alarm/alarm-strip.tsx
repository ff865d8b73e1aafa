import { reasonText } from '../../logic/value/reasons.ts'
import { isUnconfirmed } from '../../logic/device/unconfirmed.ts'
import { shownReading } from '../../logic/device/shown-reading.ts'
import { levelThreshold, nameOfStep } from '../../logic/alarm/thresholds.ts'
import { troubleOf } from '../../logic/device/trouble.ts'
import { findKind } from '../../state/city.ts'
import { select } from '../../state/address.ts'
import type { FleetEntry } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'
import { findTrend } from '../../state/trends.ts'
import { TimeAndAge } from '../age.tsx'
import { LevelBadge } from '../level-badge.tsx'
import { StateChip, UnconfirmedChip } from '../trouble/state-chip.tsx'
import { TimeLeft } from '../time-left.tsx'
import { HeadlineValue, TrendArrow } from '../value.tsx'
import { alarmState, unconfirmedLevel } from './alarm-state.ts'

/**
 * The highest level of our own gauges, in words that cannot be taken for a warning or an
 * evacuation order: those come from JMA and the mayor, never from a sensor.
 */
export function AlarmStrip() {
  const { highest, leading, known, total, raised } = alarmState.value
  const [first] = leading
  const { alarm, level } = words.value
  if (!first) return <CalmStrip known={known} total={total} />
  const authority = first.device.value.thresholds?.authority ?? 'local'
  return (
    <section class="alarm-strip is-raised" data-level={highest} aria-label={alarm.strip}>
      <div class="alarm-level">
        <LevelBadge level={highest} authority={authority} />
        <p class="alarm-word">{level.word(highest)}</p>
      </div>
      <LeadingGauge entry={first} />
      <p class="alarm-rest">
        {raised > 1 && <span>{alarm.others(raised - 1)}</span>}
        {known < total && <span class="muted">{alarm.stale(total - known)}</span>}
      </p>
      <UnconfirmedRise />
    </section>
  )
}

/** Calm is said only where gauges say so: without any, or with none heard, nobody knows. */
function CalmStrip({ known, total }: { known: number; total: number }) {
  const { alarm } = words.value
  const { unconfirmed } = alarmState.value
  const [sentence, detail] =
    total === 0
      ? [alarm.noGauges, alarm.noGaugesDetail]
      : known === 0
        ? [alarm.unknown, alarm.unknownDetail]
        : [unconfirmed.length > 0 ? alarm.noneSure : alarm.calm, alarm.calmDetail(known, total)]
  return (
    <section class="alarm-strip is-calm" data-level={0} aria-label={alarm.strip}>
      <span class={`calm-sign ${known === 0 ? 'hatched' : ''}`} aria-hidden="true" />
      <p class="calm-sentence">{sentence}</p>
      <p class="muted">{detail}</p>
      <UnconfirmedRise />
      {known < total && known > 0 && <p class="calm-stale">{alarm.stale(total - known)}</p>}
    </section>
  )
}

/** A rise that waits for its next value: no alarm yet, and nothing that calm may hide. */
function UnconfirmedRise() {
  const { unconfirmed } = alarmState.value
  const [first] = unconfirmed
  if (!first) return null
  const { alarm, level } = words.value
  return (
    <button type="button" class="alarm-unconfirmed" onClick={() => select(first.id)}>
      <UnconfirmedChip />
      <span>
        {alarm.rise(textOf(first.device.value.name), level.word(unconfirmedLevel(first)))}
      </span>
      {unconfirmed.length > 1 && <span>{alarm.others(unconfirmed.length - 1)}</span>}
    </button>
  )
}

function LeadingGauge({ entry }: { entry: FleetEntry }) {
  const device = entry.device.value
  // By the level and not by the value: a level stands while a gauge reports its rain apart.
  const standing = entry.standing.value
  const reached = levelThreshold(standing.stands ?? 0, device.thresholds)
  const shown = shownReading(device, findKind(device.kind), { level: standing.stands })
  return (
    <button type="button" class="alarm-lead" onClick={() => select(entry.id)}>
      <strong class="alarm-name">{textOf(device.name)}</strong>
      <span class="alarm-sentence">
        {reached && words.value.alarm.reached(textOf(nameOfStep(reached)), reached.authority)}
      </span>
      {isUnconfirmed(device, standing) && <UnconfirmedChip />}
      <Doubt entry={entry} />
      <span class="alarm-value">
        <HeadlineValue entry={entry} reading={shown} />
        <TrendArrow trend={findTrend(entry)} />
      </span>
      <TimeLeft entry={entry} />
      {shown && (
        <span class="alarm-time muted">
          <TimeAndAge ts={shown.place_ts} />
        </span>
      )}
    </button>
  )
}

/** What the list says of the value, said here too: a spike must not look like a flood that is sure. */
function Doubt({ entry }: { entry: FleetEntry }) {
  const standing = entry.standing.value
  if (!troubleOf(standing)) return null
  const { latest, kind: kindId } = entry.device.value
  const kind = findKind(kindId)
  const reasons = standing.suspect && kind && latest ? latest.reasons : []
  const told = reasons.map((reason) => kind && reasonText(reason, kind, textOf))
  return (
    <span class="alarm-doubt">
      <StateChip standing={standing} />
      <span class="alarm-reason">{told.join(words.value.panel.comma)}</span>
    </span>
  )
}
