import { parseArgs } from 'node:util'
import type { FieldValue } from '#domain/readings/values.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'
import { createZoneOffset } from '../world/local-time.ts'
import type { Assignment } from './assign-devices.ts'
import { parseColumnWish, type ColumnWishes } from './choose-columns.ts'
import type { CsvOptions } from './read-csv.ts'
import { ReplayError } from './table.ts'

export interface ReplayOptions {
  files: readonly string[]
  assignment: Assignment
  columns: ColumnWishes
  csv: CsvOptions
  constants: Readonly<Record<string, FieldValue>>
  zone: string | undefined
  /** The part of the recording that is played, epoch ms: from inclusive, to exclusive. */
  range: { from: number; to: number }
  kind: string | undefined
  position: { lat: number; lon: number } | undefined
  /** Recorded seconds in a second; Infinity as fast as the city takes them. */
  speed: number
  keepTime: boolean
  dryRun: boolean
  /** Another city than the demo city of the data folder. */
  elsewhere: { url: string; http: string | undefined; credentials: string } | undefined
  city: string | undefined
  data: string | undefined
}

export const usage = `Recorded series, sent through MQTT as a device of the origin "replay".

  npm run replay -- FILE… --device ID [options]

  FILE                 CSV with a heading (gauges, vehicle traces, our own export), USGS
                       instantaneous values (JSON) or a GTFS-Realtime dump (.pb); several run on
                       one clock

  --device ID          the device that says it all; it is registered where it is missing
  --map SOURCE=ID      station, vehicle or file name → device; may be repeated
  --each PREFIX        every station or vehicle as a device PREFIX-<its id>
  --only SOURCE        this station or vehicle alone (--vehicle is the same)

  --column NAME[=FIELD[:UNIT]]  which column is which field; may be repeated
  --field FIELD        the field of the one column (level_m)
  --unit UNIT          its unit: m, cm, mm, ft, in
  --set FIELD=VALUE    the same in every reading, e.g. rain_window_s=900; may be repeated
  --time-column NAME   --source-column NAME
  --from TIME --to TIME  only what was recorded from … and before …, with offset
  --zone ZONE          zone of times without offset, e.g. Asia/Tokyo; without it they are refused

  --speed N|max        recorded seconds in a second (max); with N the last reading is of the
                       moment it is sent at
  --keep-time          times as they were; else they are shifted so that the series ends now
  --dry-run            reads everything and says what would be sent

  --kind KIND          of devices that are registered (bus for positions, else flood)
  --lat LAT --lon LON  where they stand
  --data DIR           data folder of the city, instead of the setting DATA_DIR
  --url URL            another city: mqtt://HOST:PORT, mqtts://…, ws://HOST:PORT/mqtt or wss://…
  --credentials FILE   its devices' secrets, {"ID": "SECRET"}; with --url
  --http URL           its REST (else http://HOST:HTTP_PORT): asked whether the device is a replay
  --city ID            first segment of its topics (the city of CITY_DIR)

It plays into the city of "npm start", never into that of "npm run serve".`

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true, default: [] as string[] } as const
const flag = { type: 'boolean', default: false } as const

const flags = {
  device: text,
  map: texts,
  each: text,
  only: text,
  vehicle: text,
  column: texts,
  field: text,
  unit: text,
  set: texts,
  'time-column': text,
  'source-column': text,
  zone: text,
  from: text,
  to: text,
  speed: { type: 'string', default: 'max' },
  'keep-time': flag,
  'dry-run': flag,
  kind: text,
  lat: text,
  lon: text,
  data: text,
  url: text,
  credentials: text,
  http: text,
  city: text,
} as const

const wrong = (detail: string) => new ReplayError(detail)

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: joinNegatives(args), options: flags, allowPositionals: true })
  } catch (cause) {
    throw new ReplayError((cause as Error).message, { cause })
  }
}

/** `--lon -76.7` is what people type; only `--lon=-76.7` would be taken for a value. */
function joinNegatives(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const isDegrees = (option: string | undefined) => option === '--lat' || option === '--lon'
    if (isDegrees(arg) && /^-\d/.test(args[index + 1] ?? '')) return [`${arg}=${args[index + 1]}`]
    return isDegrees(args[index - 1]) && /^-\d/.test(arg) ? [] : [arg]
  })
}

type Values = ReturnType<typeof parse>['values']

/** `NAME=VALUE` of an option that may be repeated. */
function readPairs(option: string, pairs: readonly string[]): [string, string][] {
  return pairs.map((pair) => {
    const at = pair.lastIndexOf('=')
    if (at < 1 || at === pair.length - 1) throw wrong(`${option} ${pair}: expected NAME=VALUE`)
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}

function readSpeed(said: string): number {
  if (said === 'max') return Infinity
  const speed = Number(said)
  if (speed >= 1 && speed <= 1e6) return speed
  throw wrong(`--speed ${said}: a number from 1 (real time) to 1000000, or max`)
}

function readZone(zone: string | undefined): string | undefined {
  if (zone === undefined) return undefined
  try {
    createZoneOffset(zone)
    return zone
  } catch {
    throw wrong(`--zone ${zone}: no such zone; write it like Asia/Tokyo`)
  }
}

function readPosition({ lat, lon }: Values): ReplayOptions['position'] {
  if (lat === undefined && lon === undefined) return undefined
  const position = { lat: Number(lat), lon: Number(lon) }
  const isPlace = Math.abs(position.lat) <= 90 && Math.abs(position.lon) <= 180
  if (lat && lon && isPlace) return position
  throw wrong('--lat and --lon: both, in degrees')
}

function readRange({ from, to }: Values): ReplayOptions['range'] {
  const read = (option: string, said: string | undefined, unsaid: number): number => {
    if (said === undefined) return unsaid
    const ts = parseTimestamp(said, option)
    if (typeof ts === 'number') return ts
    throw wrong(ts.detail)
  }
  return { from: read('--from', from, -Infinity), to: read('--to', to, Infinity) }
}

function readAssignment(values: Values): Assignment {
  const { device, each } = values
  const map = new Map(readPairs('--map', values.map))
  const ways = [device !== undefined, each !== undefined, map.size > 0].filter(Boolean).length
  if (ways !== 1) throw wrong('as which device? One of --device ID, --map SOURCE=ID, --each PREFIX')
  return { device, each, map, only: values.only ?? values.vehicle }
}

function readElsewhere({ url, http, credentials }: Values): ReplayOptions['elsewhere'] {
  if (url === undefined) {
    if (http === undefined && credentials === undefined) return undefined
    throw wrong('--http and --credentials go with --url')
  }
  if (!/^(mqtts?|wss?):\/\/./.test(url) || !URL.canParse(url)) {
    throw wrong(`--url ${url}: mqtt://HOST:PORT, mqtts://HOST:PORT or ws://HOST:PORT/mqtt`)
  }
  if (credentials === undefined) throw wrong('--url needs --credentials FILE, {"ID": "SECRET"}')
  return { url, http, credentials }
}

const readConstants = (pairs: readonly string[]) =>
  Object.fromEntries(
    readPairs('--set', pairs).map(([name, value]) => [
      name,
      Number.isNaN(Number(value)) ? value : Number(value),
    ]),
  )

/** Reads the command line; throws `ReplayError` with a sentence for people. */
export function parseOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals: files } = parse(args)
  if (files.length === 0) throw wrong('which file? npm run replay -- FILE… --device ID')
  const { field, unit } = values
  return {
    files,
    assignment: readAssignment(values),
    columns: { columns: values.column.map(parseColumnWish), field, unit },
    csv: { timeColumn: values['time-column'], sourceColumn: values['source-column'] },
    constants: readConstants(values.set),
    zone: readZone(values.zone),
    range: readRange(values),
    kind: values.kind,
    position: readPosition(values),
    speed: readSpeed(values.speed),
    keepTime: values['keep-time'],
    dryRun: values['dry-run'],
    elsewhere: readElsewhere(values),
    city: values.city,
    data: values.data,
  }
}
