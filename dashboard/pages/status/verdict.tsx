import { countTroubles } from '../../logic/device/trouble.ts'
import { connection, lastHeardTs } from '../../state/connection.ts'
import { fleet, standingsVersion } from '../../state/fleet.ts'
import { format, words } from '../../state/preferences.ts'
import { TroubleChip } from '../../parts/trouble/state-chip.tsx'

/** The page in one sentence: how many devices report as they should, and what ails the others. */
export function Verdict() {
  void standingsVersion.value
  const { status, list } = words.value
  const { count } = format.value
  const total = fleet.value.length
  const { well, found } = countTroubles(fleet.value.map(({ standing }) => standing.peek()))
  return (
    <div class="verdict">
      <p class="verdict-sentence">
        {total === 0 ? list.empty : status.verdict(count(well), count(total))}
      </p>
      {found.length > 0 && (
        <ul class="verdict-troubles">
          {found.map(({ trouble, count: number }) => (
            <li key={trouble}>
              <TroubleChip trouble={trouble} count={count(number)} />
            </li>
          ))}
        </ul>
      )}
      {connection.value === 'cut' && lastHeardTs.value !== null && (
        <p class="verdict-past">{status.asOf(format.value.timeWithSeconds(lastHeardTs.value))}</p>
      )}
    </div>
  )
}
