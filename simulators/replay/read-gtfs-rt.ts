import { readFields, readMessage, WireError } from './protobuf.ts'
import { ReplayError, type Cell, type Column, type Row, type Table } from './table.ts'

type Message = ReadonlyMap<number, Uint8Array | number>

const utf8 = new TextDecoder()
const empty: Message = new Map()

const textOf = (message: Message, number: number): string | null => {
  const value = message.get(number)
  return value instanceof Uint8Array && value.length > 0 ? utf8.decode(value) : null
}
const numberOf = (message: Message, number: number): number | null => {
  const value = message.get(number)
  return typeof value === 'number' ? value : null
}
const messageOf = (message: Message, number: number): Message => {
  const value = message.get(number)
  return value instanceof Uint8Array ? readMessage(value) : empty
}

/** A float of 32 bits as the shortest number that is the same float: without digits it never had. */
function floatOf(message: Message, number: number): number | null {
  const value = numberOf(message, number)
  if (value === null) return null
  // Nine significant digits tell any two floats of 32 bits apart.
  const digits = [6, 7, 8].find((count) => Math.fround(Number(value.toPrecision(count))) === value)
  return Number(value.toPrecision(digits ?? 9))
}

const columns: readonly Column[] = [
  { name: 'lat', field: 'lat' },
  { name: 'lon', field: 'lon' },
  { name: 'heading_deg', field: 'heading_deg' },
  { name: 'speed_mps', field: 'speed_mps', unit: 'm/s' },
  { name: 'trip_id', field: 'trip_id' },
  { name: 'next_stop_id', field: 'next_stop_id' },
]

/** `VehiclePosition` of gtfs-realtime.proto: 1 trip, 2 position, 5 timestamp, 7 stop, 8 vehicle. */
function readVehicle(vehicle: Message): { source: string; ts: number | null; cells: Row['cells'] } {
  const position = messageOf(vehicle, 2)
  const descriptor = messageOf(vehicle, 8)
  const seconds = numberOf(vehicle, 5)
  const cells: Record<string, Cell> = {
    lat: floatOf(position, 1),
    lon: floatOf(position, 2),
    heading_deg: floatOf(position, 3),
    speed_mps: floatOf(position, 5),
    trip_id: textOf(messageOf(vehicle, 1), 1),
    next_stop_id: textOf(vehicle, 7),
  }
  return {
    source: textOf(descriptor, 1) ?? textOf(descriptor, 2) ?? '',
    ts: seconds ? seconds * 1000 : null,
    cells,
  }
}

function readEntity(where: string, entity: Message, feedTs: number | null): Row | undefined {
  // 2 is_deleted, 4 vehicle; trip updates and alerts have no position.
  if (numberOf(entity, 2) || !entity.has(4)) return undefined
  const { source, ts, cells } = readVehicle(messageOf(entity, 4))
  const id = source || (textOf(entity, 1) ?? '')
  return { where: `${where} (${id})`, source: id, time: ts ?? feedTs ?? '', cells }
}

/** Reads a GTFS-Realtime dump: the vehicle positions of one `FeedMessage`. */
export function readGtfsRealtime(file: string, bytes: Uint8Array): Table {
  try {
    const header = messageOf(readMessage(bytes), 1)
    const seconds = numberOf(header, 3)
    const feedTs = seconds ? seconds * 1000 : null
    const entities = [...readFields(bytes)].filter(({ number }) => number === 2)
    const rows = entities.flatMap(({ value }, index) => {
      const entity = value instanceof Uint8Array ? readMessage(value) : empty
      return readEntity(`${file}: entity ${index + 1}`, entity, feedTs) ?? []
    })
    if (rows.length === 0) throw new ReplayError(`${file}: no vehicle positions in it`)
    return { file, columns, rows, refused: [], stations: new Map() }
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause
    const why = `${file}: no GTFS-Realtime message (${cause.message}); is the file cut?`
    throw new ReplayError(why, { cause })
  }
}
