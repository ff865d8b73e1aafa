import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { CityEvent } from '#domain/facts/event.ts'
import { describeEvent, type EventLine } from '../../../../logic/device/event-line.ts'
import { LoadNote } from '../../../../parts/load-note.tsx'
import { findZoneName } from '../../../../state/city.ts'
import { format, textOf, words } from '../../../../state/preferences.ts'
import { now } from '../../../../state/server-clock.ts'
import { useEvents } from './use-events.ts'

/** As many as fit under each other without scrolling far; each press shows as many more. */
const stepCount = 20
/** What lies further back is a matter for the CSV. */
const shownMax = 200

/** 乗降・運行の記録: what a vehicle reported of its passengers and its service, newest first. */
export function EventList({ device }: { device: string }) {
  const count = useSignal(stepCount)
  const list = useRef<HTMLOListElement>(null)
  /** The button goes away, or moves: whoever pressed it reads on where the older ones begin. */
  const readOnAt = useRef<number | null>(null)
  const state = useEvents(device, count.value).value
  const { events } = words.value
  const loaded = typeof state === 'object' ? state : null
  useEffect(() => {
    const first = readOnAt.current === null ? null : list.current?.children[readOnAt.current]
    if (!(first instanceof HTMLElement)) return
    readOnAt.current = null
    first.focus()
  }, [loaded?.items.length])
  const showMore = () => {
    readOnAt.current = loaded?.items.length ?? null
    count.value += stepCount
  }
  return (
    <section aria-labelledby="events-title">
      <h3 id="events-title">{events.title}</h3>
      <LoadNote state={state} empty={events.empty} hint={events.emptyHint} />
      {loaded && loaded.items.length > 0 && (
        <ol class="event-list" ref={list}>
          {loaded.items.map((event) => (
            <EventItem key={event.event_id} event={event} />
          ))}
        </ol>
      )}
      {loaded?.hasMore &&
        (count.value < shownMax ? (
          <button type="button" class="button" onClick={showMore}>
            {events.more(stepCount)}
          </button>
        ) : (
          <p class="muted">{events.limit(shownMax)}</p>
        ))}
    </section>
  )
}

function EventItem({ event }: { event: CityEvent }) {
  const time = (ts: number) => format.value.time(ts, now.peek())
  const texts = { textOf, words: words.value, time, stopName: findZoneName }
  const { title, details, note, verdict } = describeEvent(event, texts)
  return (
    <li class="event" tabIndex={-1}>
      <p class="event-head">
        <time class="figure" dateTime={new Date(event.ts).toISOString()}>
          {time(event.ts)}
        </time>{' '}
        <b>{title}</b> {verdict && <Verdict {...verdict} />}
      </p>
      {details.length > 0 && <Details parts={details} />}
      {note !== null && <p>{note}</p>}
      {verdict && verdict.reasons.length > 0 && (
        <p class="event-reasons">{verdict.reasons.join(words.value.panel.comma)}</p>
      )}
    </li>
  )
}

/** Each part stays whole where there is room for it. */
function Details({ parts }: { parts: readonly string[] }) {
  const last = parts.length - 1
  return (
    <p>
      {parts.map((part, index) => (
        <span key={part} class="event-part">
          {index < last ? `${part}${words.value.panel.comma}` : part}
        </span>
      ))}
    </p>
  )
}

function Verdict({ flag }: NonNullable<EventLine['verdict']>) {
  return <span class={`event-flag event-flag-${flag}`}>{words.value.panel.flags[flag]}</span>
}
