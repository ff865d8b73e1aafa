import { placeOf } from '#domain/readings/place.ts'
import type { Flag, Reason } from '#domain/readings/flags.ts'
import type { FieldValue, Values } from '#domain/readings/values.ts'
import type { Origin } from '#domain/readings/origin.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { TimeRange } from '#store/store.ts'
import { bucketOf } from '../address.ts'
import type { ArchiveConnection } from '../connect.ts'
import type { FieldPlan } from '../write/field-plan.ts'
import type { InfluxRow } from './influxql.ts'
import { noSeq } from '../write/reading-line.ts'

export interface ReadingQuery {
  city: string
  plan: FieldPlan
  device: string
  range: TimeRange
}

/** Rows of one answer: below every server's own limit, and some megabytes of JSON at most. */
export const rowsPerQuery = 10_000

/**
 * The archived readings of a device, oldest first, in steps of one query each. Never asks for more
 * time at once than the server can open files for.
 */
export async function* scanReadings(
  connection: ArchiveConnection,
  query: ReadingQuery,
  rowsMax = rowsPerQuery,
): AsyncGenerator<Reading[]> {
  const { to } = query.range
  let { from } = query.range
  while (from < to) {
    const spanMs = connection.dialect.querySpanMs
    const stepTo = spanMs === null ? to : Math.min(to, from + spanMs)
    const rows = await selectRows(connection, query, { from, to: stepTo, rowsMax })
    const readings = mergeOrigins(rows.map((row) => toReading(row, query)))
    const newest = readings.at(-1)
    if (rows.length < rowsMax || !newest) {
      from = stepTo
    } else if (readings.length > 1) {
      // The last moment may have more rows than came: it is asked for again.
      readings.pop()
      from = newest.ts
    } else {
      from = newest.ts + 1
    }
    if (readings.length > 0) yield readings
  }
}

async function selectRows(
  { influxql, address }: ArchiveConnection,
  { city, plan, device }: ReadingQuery,
  { from, to, rowsMax }: TimeRange & { rowsMax: number },
): Promise<InfluxRow[]> {
  const columns = ['received_ts', 'place_ts', 'flag', 'seq', 'boot', 'reasons', 'sent', 'origin']
  const fields = plan.fields.map(({ name }) => `"${name}"`)
  return influxql.select(
    bucketOf(address, 'raw'),
    `SELECT ${[...columns, ...fields].join(', ')} FROM "${plan.kind}" ` +
      `WHERE city = $city AND device = $device AND time >= ${from}ms AND time < ${to}ms ` +
      `ORDER BY time ASC LIMIT ${rowsMax}`,
    { params: { city, device } },
  )
}

function toReading(row: InfluxRow, { plan, device }: ReadingQuery): Reading {
  const seq = row['seq'] ?? noSeq
  const reasons = row['reasons']
  const ts = Number(row['time'])
  const received_ts = Number(row['received_ts'])
  return {
    kind: plan.kind,
    device,
    ts,
    received_ts,
    place_ts: Number(row['place_ts'] ?? placeOf(ts, received_ts)),
    seq: seq === noSeq ? null : Number(seq),
    boot: textOrNull(row['boot']),
    origin: String(row['origin']) as Origin,
    flag: Number(row['flag']) as Flag,
    reasons: typeof reasons === 'string' && reasons !== '' ? (reasons.split(',') as Reason[]) : [],
    values: readValues(row, plan),
  }
}

/** `sent` decides where it exists: a field it lacks was left by an older version of the point. */
function readValues(row: InfluxRow, plan: FieldPlan): Values {
  const sent = textOrNull(row['sent'])
  const names = sent === null ? undefined : new Set(sent.split(','))
  const values: Record<string, FieldValue> = {}
  for (const { name } of plan.fields) {
    const value = (row[name] ?? null) as FieldValue
    if (names ? names.has(name) : value !== null) values[name] = value
  }
  return values
}

const textOrNull = (value: InfluxRow[string] | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** A device whose origin was changed may have two points of one time: the later received counts. */
function mergeOrigins(readings: readonly Reading[]): Reading[] {
  const merged: Reading[] = []
  for (const reading of readings) {
    const previous = merged.at(-1)
    if (previous?.ts !== reading.ts) merged.push(reading)
    else if (reading.received_ts > previous.received_ts) merged[merged.length - 1] = reading
  }
  return merged
}

/** One archived reading by its key. */
export async function findArchivedReading(
  connection: ArchiveConnection,
  { ts, ...query }: Omit<ReadingQuery, 'range'> & { ts: number },
): Promise<Reading | undefined> {
  const range = { from: ts, to: ts + 1 }
  for await (const [reading] of scanReadings(connection, { ...query, range })) return reading
  return undefined
}
