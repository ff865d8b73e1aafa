import type { CityEvent, StoredCrossing } from '#domain/readings/reading.ts'
import { formatPoint, quote, type ArchiveLine, type Unfit } from './archive-line.ts'
import { noSeq } from './reading-line.ts'

/** `type` of a point whose event has moved to another time; every reader leaves it out. */
export const withdrawnType = 'withdrawn'

/** Parts of the body that people group and filter by; each is always written, so it can change. */
const bodyTexts = ['vehicle', 'request_id', 'trip_id', 'stop_id'] as const

/**
 * An event as a point of the measurement `event`. Its key in the city is (device, event_id), which
 * cannot be a tag (one series an event), so `offsetNs` keeps apart the events of one device and
 * millisecond: see `placeEvents`. `body` is the whole payload as JSON.
 */
export function encodeEvent(
  event: CityEvent,
  options: { city: string; offsetNs: number },
): ArchiveLine | Unfit {
  const { kind, device, ts, received_ts, body } = event
  const passengers = body['passengers']
  const texts = bodyTexts.map((name) => {
    const value = body[name]
    return `,${name}=${quote(typeof value === 'string' ? value : '')}`
  })
  const fields =
    `event_id=${quote(event.event_id)},type=${quote(event.type)},received_ts=${received_ts}i` +
    `,seq=${event.seq ?? noSeq}i,boot=${quote(event.boot ?? '')},kind=${quote(kind)}` +
    `,passengers=${Number.isSafeInteger(passengers) ? String(passengers) : '0'}i` +
    `${texts.join('')},body=${quote(JSON.stringify(body))}`
  const text = formatPoint({
    measurement: 'event',
    tags: tagsOf(event, options.city),
    fields,
    ts,
    offsetNs: options.offsetNs,
  })
  if (typeof text !== 'string') return text
  return { text, channel: 'event', kind, device, ts, received_ts }
}

/** The point of an event that now stands at another time: InfluxDB 3 cannot delete it. */
export function encodeWithdrawal(
  event: CityEvent,
  options: { city: string; offsetNs: number },
): ArchiveLine | Unfit {
  return encodeEvent({ ...event, type: withdrawnType, body: {} }, options)
}

// Crossings are numbered through the instance, so a million of them lie between two that share
// an offset: more than a gauge can cross within one millisecond.
const offsets = 1_000_000

/** A crossing of a level as a point of the measurement `crossing`. */
export function encodeCrossing(
  crossing: StoredCrossing,
  options: { city: string },
): ArchiveLine | Unfit {
  const { kind, device, ts, received_ts } = crossing
  const fields =
    `crossing_seq=${crossing.crossing_seq}i,from_level=${crossing.from_level}i` +
    `,to_level=${crossing.to_level}i,direction=${quote(crossing.direction)}` +
    `,kind=${quote(kind)},field=${quote(crossing.field)},value=${crossing.value}` +
    `,threshold=${crossing.threshold},threshold_key=${quote(crossing.threshold_key)}` +
    `,authority=${quote(crossing.authority)},flag=${crossing.flag}i,received_ts=${received_ts}i`
  const text = formatPoint({
    measurement: 'crossing',
    tags: tagsOf(crossing, options.city),
    fields,
    ts,
    offsetNs: crossing.crossing_seq % offsets,
  })
  if (typeof text !== 'string') return text
  return { text, channel: 'crossing', kind, device, ts, received_ts }
}

const tagsOf = ({ device, origin }: { device: string; origin: string }, city: string) =>
  [
    ['city', city],
    ['device', device],
    ['origin', origin],
  ] as const
