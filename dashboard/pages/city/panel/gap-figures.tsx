import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { GapLedger } from '#domain/wire/gaps.ts'
import { listGapRows } from '../../../logic/operation/gap-rows.ts'
import { ledgerFigures } from '../../../logic/operation/ledger-figures.ts'
import { connection } from '../../../state/connection.ts'
import { keepAsked } from '../../../state/keep-asked.ts'
import { loadJson } from '../../../state/request.ts'
import { format, words } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { Tally } from '../../../parts/tally.tsx'

/** Open holes listed in the panel; the API has all of them. */
const rangesShown = 5
/** A reading that fills a hole changes nothing else on the page, so the ledger is asked for by time. */
const askEveryMs = 5_000

/** What this device skipped, repeated or changed. */
export function GapFigures({ deviceId }: { deviceId: string }) {
  const ledger = useLedger(deviceId).value
  // While the line is cut a request may hang for long: no ledger at all would look like no gaps.
  if (!ledger && connection.value !== 'cut') return null
  const { panel, load } = words.value
  return (
    <section aria-labelledby="gaps-title">
      <h3 id="gaps-title">{panel.gaps}</h3>
      {ledger === null || ledger === 'failed' ? (
        <p class="muted">
          {load.failed} {load.again}
        </p>
      ) : (
        <Ledger gaps={ledger} />
      )}
    </section>
  )
}

/** Follows the ledger while the panel is open; null until the first answer. */
function useLedger(deviceId: string) {
  const ledger = useSignal<GapLedger | 'failed' | null>(null)
  useEffect(
    () =>
      keepAsked(async (isCurrent) => {
        try {
          const path = `/v1/devices/${encodeURIComponent(deviceId)}/gaps`
          const loaded = await loadJson<GapLedger>(path)
          if (isCurrent()) ledger.value = loaded
        } catch (error) {
          // What is known stays: the connection tells that it is old.
          if (isCurrent()) ledger.value ??= 'failed'
          throw error
        }
      }, askEveryMs),
    [deviceId],
  )
  return ledger
}

function Ledger({ gaps }: { gaps: GapLedger }) {
  return (
    <>
      <Tally figures={ledgerFigures(gaps, words.value)} />
      <GapRanges gaps={gaps} />
    </>
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
        {listGapRows(gaps, rangesShown).map(({ key, after_ts, before_ts, missing }) => (
          <li key={key}>
            {panel.gapRange(time(after_ts), time(before_ts))}{' '}
            <span class="muted figure">{panel.times(format.value.count(missing))}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
