import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { GapLedger } from '#domain/resources.ts'
import { loadJson } from '../state/request.ts'
import { format, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'
import { Tally } from '../parts/tally.tsx'

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
  const expected = gaps.expected === null ? [] : [{ name: panel.gapExpected, count: gaps.expected }]
  return (
    <section aria-labelledby="gaps-title">
      <h3 id="gaps-title">{panel.gaps}</h3>
      <Tally
        figures={[
          ...expected,
          { name: panel.gapReceived, count: gaps.received },
          { name: panel.gapMissing, count: gaps.missing, isBad: gaps.missing > 0 },
          { name: panel.gapLate, count: gaps.late },
          { name: panel.gapDuplicates, count: gaps.duplicates },
          { name: panel.gapRevised, count: gaps.revised },
          { name: panel.gapRestarts, count: gaps.restarts },
        ]}
      />
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
