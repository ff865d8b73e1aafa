/** A vehicle as a GTFS-Realtime feed tells it; what is absent is left out. */
export interface FeedVehicle {
  id?: string
  tripId?: string
  lat?: number
  lon?: number
  bearing?: number
  speed?: number
  seconds?: number
  stopId?: string
}

function varint(value: number): number[] {
  const bytes = []
  let rest = value
  do {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return bytes
}

const tag = (number: number, type: number) => varint(number * 8 + type)
const message = (number: number, body: readonly number[]) => [
  ...tag(number, 2),
  ...varint(body.length),
  ...body,
]
const text = (number: number, value?: string) =>
  value === undefined ? [] : message(number, [...Buffer.from(value)])
const integer = (number: number, value?: number) =>
  value === undefined ? [] : [...tag(number, 0), ...varint(value)]
const float = (number: number, value?: number) => {
  if (value === undefined) return []
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return [...tag(number, 5), ...bytes]
}

function entity(vehicle: FeedVehicle, index: number): number[] {
  const { lat, lon, bearing, speed } = vehicle
  const position = [...float(1, lat), ...float(2, lon), ...float(3, bearing), ...float(5, speed)]
  return message(2, [
    ...text(1, `entity-${index}`),
    ...message(4, [
      ...message(1, text(1, vehicle.tripId)),
      ...message(2, position),
      ...integer(5, vehicle.seconds),
      ...text(7, vehicle.stopId),
      ...message(8, text(1, vehicle.id)),
    ]),
  ])
}

/** A `FeedMessage` by hand: no library that the reader could share a mistake with. */
export function writeFeed(feedSeconds: number, vehicles: readonly FeedVehicle[]): Buffer {
  const header = message(1, [...text(1, '2.0'), ...integer(3, feedSeconds)])
  return Buffer.from([...header, ...vehicles.flatMap(entity)])
}
