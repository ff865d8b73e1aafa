import type { Level } from '#domain/alarms/levels.ts'
import { levelThreshold, nameOfStep } from '../../../logic/alarm/thresholds.ts'
import type { CityDevice } from '../../../logic/device/city-device.ts'
import { shownReading } from '../../../logic/device/shown-reading.ts'
import { isUnconfirmed } from '../../../logic/device/unconfirmed.ts'
import type { Standing } from '../../../logic/device/standing.ts'
import { select, selectedId } from '../../../state/address.ts'
import { findKind } from '../../../state/city.ts'
import type { FleetEntry } from '../../../state/fleet.ts'
import { format, textOf, words } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { TimeAndAge } from '../../../parts/age.tsx'
import { Mark } from '../../../parts/mark.tsx'
import { RareOriginBadge } from '../../../parts/origin-badge.tsx'
import { ShortName } from '../../../parts/short-name.tsx'
import { StateChip, UnconfirmedChip } from '../../../parts/trouble/state-chip.tsx'
import { StillNote } from '../../../parts/still-note.tsx'
import { TimeLeft } from '../../../parts/time-left.tsx'
import { HeadlineValue, TrendLine } from '../../../parts/value.tsx'
import { requestPanelFocus } from '../panel/panel-focus.ts'

/** One device in the list: mark, name, value, age and, if not fine, its state in words. */
export function DeviceRow({ entry, isEntry }: { entry: FleetEntry; isEntry: boolean }) {
  const device = entry.device.value
  const standing = entry.standing.value
  const shown = shownReading(device, findKind(device.kind), standing)
  const isSelected = selectedId.value === entry.id
  const open = (event: MouseEvent) => {
    // Enter and Space arrive as clicks without a pointer: they take the focus along.
    if (event.detail === 0) requestPanelFocus()
    select(entry.id)
  }
  return (
    <li class="row" data-level={standing.level ?? ''} data-freshness={standing.freshness}>
      <button
        type="button"
        class="row-button"
        data-row={entry.id}
        tabIndex={isEntry ? 0 : -1}
        aria-current={isSelected ? 'true' : undefined}
        aria-describedby={isEntry ? 'list-hint' : undefined}
        onClick={open}
      >
        <Mark device={device} standing={standing} />
        <span class="row-main">
          <span class="row-name">
            <ShortName name={textOf(device.name)} />
          </span>
          <span class="row-detail">
            <RareOriginBadge origin={device.origin} />
            <LevelWords device={device} standing={standing} />
            {isUnconfirmed(device, standing) && <UnconfirmedChip />}
            <StateChip standing={standing} />
            {shown && <TimeAndAge ts={shown.place_ts} />}
            <TrendLine entry={entry} />
            <TimeLeft entry={entry} />
            <StillNote entry={entry} />
          </span>
        </span>
        <span class="row-value">
          <HeadlineValue entry={entry} />
        </span>
      </button>
    </li>
  )
}

function LevelWords({ device, standing }: { device: CityDevice; standing: Standing }) {
  const { level, lastLevel, freshness } = standing
  const { level: text } = words.value
  if (level !== null && level > 0) return <b class="level-words">{levelText(device, level)}</b>
  if (level === null && lastLevel && lastLevel.level > 0 && freshness !== 'out_of_service') {
    const time = format.value.time(lastLevel.ts, now.peek())
    return <b class="level-words">{text.last(text.word(lastLevel.level), time)}</b>
  }
  return null
}

/** 「レベル2 氾濫注意水位」 */
function levelText(device: CityDevice, level: Level): string {
  const step = levelThreshold(level, device.thresholds)
  const name = step ? textOf(nameOfStep(step)) : ''
  return `${words.value.level.word(level)} ${name}`
}
