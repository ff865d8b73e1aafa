import { useSignal, type Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { KindResource } from '#domain/wire/kind.ts'
import { Icon, icons } from '../../../../parts/icon.tsx'
import { LoadNote } from '../../../../parts/load-note.tsx'
import { format, words } from '../../../../state/preferences.ts'
import { now } from '../../../../state/server-clock.ts'
import { HistorySteps } from './history-steps.tsx'
import { useHistory, useReadings } from './use-history.ts'

/** The readings whose history an officer asked for: from `from` until before `to`. */
export interface Span {
  from: number
  to: number
}

interface Props {
  device: string
  kind: KindResource
  span: Signal<Span | null>
}

/** 値の履歴: what a value was before, since when, and why; shown once it is asked for. */
export function ValueHistory({ device, kind, span }: Props) {
  if (!span.value) return null
  const { from, to } = span.value
  return (
    <OpenHistory
      key={`${from}/${to}`}
      {...{ device, kind, span: span.value }}
      close={() => (span.value = null)}
    />
  )
}

function OpenHistory(props: { device: string; kind: KindResource; span: Span; close(): void }) {
  const { device, kind, span, close } = props
  const heading = useRef<HTMLHeadingElement>(null)
  const asker = useRef(document.activeElement)
  const readings = useReadings(device, span)
  useEffect(() => heading.current?.focus(), [])
  const leave = () => {
    close()
    if (asker.current instanceof HTMLElement) asker.current.focus()
  }
  const { valueHistory: text } = words.value.panel
  return (
    <section
      class="value-history"
      aria-labelledby="value-history-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Only this part: the next press closes the panel.
        event.stopPropagation()
        leave()
      }}
    >
      <header class="value-history-head">
        <h3 id="value-history-title" tabIndex={-1} ref={heading}>
          {text.title}
        </h3>
        <button type="button" class="icon-button" aria-label={text.close} onClick={leave}>
          <Icon path={icons.close} />
        </button>
      </header>
      <LoadNote state={readings.value} empty={text.empty} />
      {typeof readings.value === 'object' && readings.value.items.length > 0 && (
        <Readings
          device={device}
          kind={kind}
          times={readings.value.items.map(({ ts }) => ts)}
          hasMore={readings.value.hasMore}
        />
      )}
    </section>
  )
}

interface ReadingsProps {
  device: string
  kind: KindResource
  times: readonly number[]
  hasMore: boolean
}

/** One reading after the other, the newest first; a point of a chart may stand for many. */
function Readings({ device, kind, times, hasMore }: ReadingsProps) {
  const chosen = useSignal<number | null>(null)
  const { valueHistory: text } = words.value.panel
  const ts = chosen.value ?? times.at(-1) ?? 0
  const time = (at: number) => format.value.timeWithSeconds(at)
  return (
    <>
      {times.length === 1 ? (
        <p class="muted">{text.of(format.value.time(ts, now.peek()))}</p>
      ) : (
        <label class="value-history-choice">
          {text.which}
          <select
            value={String(ts)}
            onChange={(event) => (chosen.value = Number(event.currentTarget.value))}
          >
            {times.toReversed().map((at) => (
              <option key={at} value={String(at)}>
                {time(at)}
              </option>
            ))}
          </select>
        </label>
      )}
      {hasMore && <p class="muted">{text.moreReadings(times.length)}</p>}
      <History key={ts} device={device} kind={kind} ts={ts} />
    </>
  )
}

function History({ device, kind, ts }: { device: string; kind: KindResource; ts: number }) {
  const history = useHistory(device, ts)
  const { valueHistory: text } = words.value.panel
  return (
    <>
      <LoadNote state={history.value} empty={text.gone} />
      {typeof history.value === 'object' && <HistorySteps {...history.value} kind={kind} />}
    </>
  )
}
