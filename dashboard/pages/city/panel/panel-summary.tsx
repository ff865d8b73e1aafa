import { useComputed } from '@preact/signals'
import { tellDoing } from '../../../logic/device/doing.ts'
import { headlineField, headlineFigure } from '../../../logic/value/figure.ts'
import { reasonFlag, reasonText } from '../../../logic/value/reasons.ts'
import { troubleOf } from '../../../logic/device/trouble.ts'
import { isUnconfirmed } from '../../../logic/device/unconfirmed.ts'
import { shownReading } from '../../../logic/device/shown-reading.ts'
import { summarize } from '../../../logic/device/summary.ts'
import { levelThreshold, nameOfStep } from '../../../logic/alarm/thresholds.ts'
import { findKind, findZoneName } from '../../../state/city.ts'
import { connection } from '../../../state/connection.ts'
import type { FleetEntry } from '../../../state/fleet.ts'
import { format, textOf, words } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { findTimeLeft } from '../../../state/time-left.ts'
import { findTrend } from '../../../state/trends.ts'
import { isOnTime } from '#domain/readings/freshness.ts'
import { Age } from '../../../parts/age.tsx'
import { LevelBadge } from '../../../parts/level-badge.tsx'
import { StateChip, UnconfirmedChip } from '../../../parts/trouble/state-chip.tsx'
import { StillNote } from '../../../parts/still-note.tsx'
import { HeadlineValue, TrendArrow } from '../../../parts/value.tsx'
import { ServiceNote } from './service-note.tsx'
import { SilenceNote } from './silence-note.tsx'

/** The large figure, its level and state, and all of it once more as one sentence. */
export function PanelSummary({ entry }: { entry: FleetEntry }) {
  const device = entry.device.value
  const standing = entry.standing.value
  const shown = shownReading(device, findKind(device.kind), standing)
  const isOld = !isOnTime(standing.freshness)
  const trend = findTrend(entry)
  return (
    <div class={`panel-summary ${isOld ? 'is-old' : ''}`} data-level={standing.level ?? ''}>
      <HeadlineLabel entry={entry} />
      <div class="panel-figure">
        <HeadlineValue entry={entry} />
        {!isOld && !standing.noValue && <TrendArrow trend={trend} />}
        {shown && (
          <span class="panel-age muted">
            <Age key={shown.place_ts} ts={shown.place_ts} />
          </span>
        )}
      </div>
      <LevelLine entry={entry} />
      <Sentence entry={entry} />
      <StillNote entry={entry} />
      {trend && !isOld && <p class="panel-note muted">{words.value.panel.noForecast}</p>}
      {isOld && <OldNote entry={entry} />}
      <ClockFault entry={entry} />
      <Doubts entry={entry} />
      <ServiceNote device={device} />
      <SilenceNote entry={entry} />
      <Reasons entry={entry} />
    </div>
  )
}

/** 未確認 and the state, but that of a clock: the sentence on it says more. */
function Doubts({ entry }: { entry: FleetEntry }) {
  const device = entry.device.value
  const standing = entry.standing.value
  const isClockTold = device.clock_offset_ms !== null && troubleOf(standing) === 'clock_fault'
  return (
    <>
      {isUnconfirmed(device, standing) && <UnconfirmedChip />}
      {!isClockTold && <StateChip standing={standing} />}
    </>
  )
}

/** Whose clock it is and by how much: the times shown are those of receipt. */
function ClockFault({ entry }: { entry: FleetEntry }) {
  const { clock_offset_ms: offsetMs } = entry.device.value
  if (offsetMs === null) return null
  const { clockAhead, clockBehind } = words.value.panel
  const by = format.value.duration(Math.abs(offsetMs))
  return <p class="panel-warning">{offsetMs > 0 ? clockAhead(by) : clockBehind(by)}</p>
}

/** What is wrong with the age, and of a figure above that it is an old one. */
function OldNote({ entry }: { entry: FleetEntry }) {
  const device = entry.device.value
  const { freshness } = entry.standing.value
  const { panel, state } = words.value
  const kind = findKind(device.kind)
  const shown = shownReading(device, kind, entry.standing.value)
  const hasFigure = freshness === 'expired' && headlineFigure(kind, shown, textOf) !== null
  const parts = [state.stateOf[freshness], ...(hasFigure ? [panel.shownIsOld] : [])]
  return <p class="panel-warning">{parts.join(panel.comma)}</p>
}

/** What the large figure is: 33 % alone could be anything. */
function HeadlineLabel({ entry }: { entry: FleetEntry }) {
  const device = entry.device.value
  const kind = findKind(device.kind)
  const field = kind && headlineField(kind, shownReading(device, kind, entry.standing.value))
  return field ? <p class="panel-field muted">{textOf(field.label)}</p> : null
}

function LevelLine({ entry }: { entry: FleetEntry }) {
  const { level, lastLevel, freshness } = entry.standing.value
  const { thresholds } = entry.device.value
  const { level: text } = words.value
  if (level !== null) {
    const step = levelThreshold(level, thresholds)
    return (
      <p class="panel-level">
        <LevelBadge level={level} authority={thresholds?.authority ?? 'local'} />
        {step ? `${text.word(level)} ${textOf(nameOfStep(step))}` : text.none}
      </p>
    )
  }
  if (!lastLevel || lastLevel.level === 0 || freshness === 'out_of_service') return null
  return (
    <p class="panel-level">
      {text.last(text.word(lastLevel.level), format.value.time(lastLevel.ts, now.peek()))}
    </p>
  )
}

function Sentence({ entry }: { entry: FleetEntry }) {
  const sentence = useComputed(() => {
    const device = entry.device.value
    const kind = findKind(device.kind)
    if (!kind) return ''
    const standing = entry.standing.value
    return summarize({
      kind,
      latest: shownReading(device, kind, standing),
      trend: findTrend(entry),
      thresholds: device.thresholds,
      timeLeft: findTimeLeft(entry),
      doing: tellDoing(kind, device.latest, {
        textOf,
        nameOf: findZoneName,
      }),
      // Judged as of the server's last word, which is long ago while the line is cut.
      isCurrent: isOnTime(standing.freshness) && connection.value !== 'cut',
      now: now.peek(),
      textOf,
      words: words.value,
      format: format.value,
    })
  })
  return <p class="panel-sentence">{sentence}</p>
}

function Reasons({ entry }: { entry: FleetEntry }) {
  const { latest, kind: kindId } = entry.device.value
  const kind = findKind(kindId)
  if (!latest || !kind || latest.reasons.length === 0) return null
  return (
    <ul class="panel-reasons">
      {latest.reasons.map((reason) => (
        <li key={reason}>
          {words.value.panel.quality} {words.value.panel.flags[reasonFlag(latest, reason)]}
          {words.value.sign.colon}
          {reasonText(reason, kind, textOf)}
        </li>
      ))}
    </ul>
  )
}
