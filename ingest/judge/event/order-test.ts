import { flags } from '#domain/readings/flags.ts'
import type { Findings } from '../findings.ts'
import { futureMaxMs } from '#domain/readings/clock-limits.ts'
import { readEventTimes } from './event-times.ts'
import type { Mark, RequestStory, UnjudgedEvent } from './request-story.ts'

/** Two devices have two clocks: only a larger difference than a believable one has an order. */
const toleranceMs = futureMaxMs

/** Finds what cannot have been so: within the event, and against what is known of its request. */
export function testOrder(
  event: UnjudgedEvent,
  story: RequestStory | undefined,
  findings: Findings,
): void {
  testTimes(event, story, findings)
  if (!story) return
  if (hasWrongType(event, story)) findings.note(flags.suspect, 'order:type')
  if (hasWrongTime(event, story)) findings.note(flags.suspect, 'order:ts')
}

/** Nobody is promised or wishes a time before the request, and nothing follows before it. */
function testTimes(
  { ts, body }: UnjudgedEvent,
  story: RequestStory | undefined,
  findings: Findings,
): void {
  const times = readEventTimes(body)
  const { requested_ts, wished_ts, promised_ts } = times
  if (requested_ts !== null && requested_ts > ts + toleranceMs) {
    findings.note(flags.suspect, 'order:requested_ts')
  }
  const askedTs = requested_ts ?? story?.requested_ts ?? null
  if (askedTs === null) return
  if (isBefore(wished_ts, askedTs)) findings.note(flags.suspect, 'order:wished_ts')
  if (isBefore(promised_ts, askedTs)) findings.note(flags.suspect, 'order:promised_ts')
}

const isBefore = (ts: number | null, askedTs: number): boolean => ts !== null && ts < askedTs

const isOther = (mark: Mark | null, { device, event_id }: UnjudgedEvent): mark is Mark =>
  mark !== null && (mark.device !== device || mark.event_id !== event_id)

/** A request has one pick-up and one drop-off, and none after it came to nothing. */
function hasWrongType(event: UnjudgedEvent, { pickup, dropoff, ended }: RequestStory): boolean {
  const { type } = event
  if (type === 'pickup') return isOther(pickup, event) || isOther(ended, event)
  if (type === 'dropoff') return isOther(dropoff, event) || isOther(ended, event)
  return type === 'no_show' && isOther(pickup, event)
}

function hasWrongTime(event: UnjudgedEvent, story: RequestStory): boolean {
  const { type, ts } = event
  const { requested_ts, pickup, dropoff } = story
  if (requested_ts !== null && ts < requested_ts - toleranceMs) return true
  if (type === 'dropoff' && pickup) return ts < pickup.ts - slack(event, pickup)
  return type === 'pickup' && dropoff !== null && ts > dropoff.ts + slack(event, dropoff)
}

const slack = ({ device }: UnjudgedEvent, mark: Mark): number =>
  mark.device === device ? 0 : toleranceMs
