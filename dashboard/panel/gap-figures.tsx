import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { GapLedger } from '#domain/resources.ts'
import { loadJson } from '../state/request.ts'
import { format, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'

/** Open holes listed in the panel; the API has all of them. */
const rangesShown = 5

/** What this device skipped, repeated or changed. */
export function GapFigures({ deviceId }: { deviceId: string }) {
  const ledger = useSignal<GapLedger | null>(null)
  useEffect(() => {
    let isCurrent = true
    loadJson<GapLedger>(`/v1/devices/${encodeURIComponent(deviceId)}/gaps`)
      .then((loaded) => isCurrent && (ledger.value = loaded))
      // Without it the panel is still whole; the state page tells when the server fails.
      .catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [deviceId])
  const gaps = ledger.value
  if (!gaps) return null
  const { panel } = words.value
  const figures: readonly [string, number][] = [
    ...(gaps.expected === null ? [] : [[panel.gapExpected, gaps.expected] as [string, number]]),
    [panel.gapReceived, gaps.received],
    [panel.gapMissing, gaps.missing],
    [panel.gapLate, gaps.late],
    [panel.gapDuplicates, gaps.duplicates],
    [panel.gapRevised, gaps.revised],
    [panel.gapRestarts, gaps.restarts],
  ]
  return (
    <section aria-labelledby="gaps-title">
      <h3 id="gaps-title">{panel.gaps}</h3>
      <dl class="tally">
        {figures.map(([name, count]) => (
          <div key={name} class={count > 0 && name === panel.gapMissing ? 'is-bad' : ''}>
            <dt>{name}</dt>
            <dd class="figure">{format.value.count(count)}</dd>
          </div>
        ))}
      </dl>
      <GapRanges gaps={gaps} />
    </section>
  )
}

function GapRanges({ gaps }: { gaps: GapLedger }) {
  const { panel } = words.value
  if (gaps.ranges.length === 0) return null
  const time = (ts: number) => format.value.time(ts, now.peek())
  return (
    <>
      <h4>{panel.gapRanges}</h4>
      <ul class="gap-ranges">
        {gaps.ranges.slice(-rangesShown).map((range) => (
          <li key={range.from_seq}>
            {panel.gapRange(time(range.after_ts), time(range.before_ts))}{' '}
            <span class="muted figure">
              {panel.times(String(range.to_seq - range.from_seq + 1))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
