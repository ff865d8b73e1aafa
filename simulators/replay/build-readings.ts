import type { FieldValue, Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { compilePayloadCheck } from '#domain/payload/payload-check.ts'
import { createReadingPayload } from '#domain/payload/payload.ts'
import { convert } from '#domain/devices/profiles/units.ts'
import type { ColumnUse } from './choose-columns.ts'
import type { ReadTime } from './read-time.ts'
import { quote, ReplayError, type Cell, type RefusedRow, type Row, type Table } from './table.ts'

export interface RecordedReading {
  ts: number
  values: Values
  where: string
}

/** What a file gave, by station or vehicle, each in the order of time. */
export interface Recorded {
  series: ReadonlyMap<string, readonly RecordedReading[]>
  refused: readonly RefusedRow[]
  /** Rows that say again what another said: skipped. */
  repeated: number
  /** Rows without any value: a gap stays a gap. */
  empty: number
  /** Rows at 24:00, which is 0:00 of the next day. */
  endsOfDay: number
  /** Rows before or after the part that is played. */
  outside: number
}

export interface BuildOptions {
  kind: Kind
  readTime: ReadTime
  /** Fields that the file does not have and that are the same in every row. */
  constants: Values
  /** Only times from … and before …, epoch ms. */
  range: { from: number; to: number }
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

interface FieldWords {
  type?: string
  anyOf?: readonly FieldWords[]
}

/** Whether the field holds numbers; `null` beside them changes nothing. */
const isNumeric = ({ type, anyOf }: FieldWords): boolean =>
  type === 'number' || type === 'integer' || (anyOf?.some(isNumeric) ?? false)

/** A cell as the value of its field; undefined where it is empty. */
function readCell(cell: Cell | undefined, use: ColumnUse, schema: FieldWords) {
  const text = typeof cell === 'string' ? cell.trim() : cell
  if (text === undefined || text === null || text === '') return undefined
  if (!isNumeric(schema)) return String(text)
  if (typeof text === 'string' && !number.test(text)) {
    return { reason: `${use.column}: ${quote(text)} is not a number` }
  }
  const value = Number(text)
  return use.from && use.to ? convert(value, use.from, use.to) : value
}

interface RowRead {
  where: string
  source: string
  ts: number
  values: Values
}

function createReadRow(uses: readonly ColumnUse[], options: BuildOptions) {
  const { kind, readTime, constants, range } = options
  const check = compilePayloadCheck(createReadingPayload(kind))
  const { requireOneOf } = kind

  const readValues = (row: Row): Values | { reason: string } => {
    const values: Record<string, FieldValue> = {}
    for (const use of uses) {
      const schema = (kind.payload.properties[use.field] ?? {}) as FieldWords
      const value = readCell(row.cells[use.column], use, schema)
      if (typeof value === 'object') return value
      if (value !== undefined) values[use.field] = value
    }
    return values
  }

  /** The city's own rules, so that nothing is sent that it would refuse. */
  const judge = (ts: number, values: Values): string | undefined => {
    const payload = { ts, ...values }
    if (!check.accepts(payload)) return check.explain(payload).detail
    return kind.refine?.(values)?.detail
  }

  const isEmpty = (values: Values) =>
    requireOneOf ? !requireOneOf.some((name) => name in values) : Object.keys(values).length === 0

  return (row: Row): RowRead | RefusedRow | 'empty' | 'outside' => {
    const { where, source } = row
    const time = readTime(row.time)
    if ('needsZone' in time) throw new NeedsZone(where, time.reason)
    if ('reason' in time) return { where, reason: time.reason }
    if (time.ts < range.from || time.ts >= range.to) return 'outside'
    const read = readValues(row)
    if (isReason(read)) return { where, reason: read.reason }
    if (isEmpty(read)) return 'empty'
    const values = { ...constants, ...read }
    const reason = judge(time.ts, values)
    return reason === undefined ? { where, source, ts: time.ts, values } : { where, reason }
  }
}

const isReason = (read: Values | { reason: string }): read is { reason: string } =>
  typeof read['reason'] === 'string'

/** A whole file in an unknown zone: no row of it may be sent. */
class NeedsZone extends ReplayError {
  constructor(where: string, reason: string) {
    super(`${where}: ${reason}; say in which zone it is, e.g. --zone Asia/Tokyo`)
  }
}

const isEndOfDay = ({ time }: Row) => typeof time === 'string' && /[T ]24:/.test(time)

/** Readings of one source by time: rows of several files that fit become one reading. */
export function createSeries() {
  const byTs = new Map<number, RecordedReading>()
  return {
    /** `same`: said before; a reason: the two contradict each other. */
    add(reading: RecordedReading): 'new' | 'same' | { reason: string } {
      const { ts, values, where } = reading
      const known = byTs.get(ts)
      if (!known) {
        byTs.set(ts, reading)
        return 'new'
      }
      const differing = Object.keys(values).find(
        (name) => name in known.values && known.values[name] !== values[name],
      )
      if (differing !== undefined) {
        const [first, second] = [known.values[differing], values[differing]]
        return { reason: `${differing} ${second} contradicts ${first} of ${known.where}` }
      }
      const isSame = Object.keys(values).every((name) => name in known.values)
      if (isSame) return 'same'
      byTs.set(ts, { ts, values: { ...known.values, ...values }, where })
      return 'new'
    },
    list: (): RecordedReading[] => [...byTs.values()].toSorted((a, b) => a.ts - b.ts),
  }
}

/** Reads all rows of a file. Throws `ReplayError` where times need a zone that nobody said. */
export function buildReadings(
  table: Table,
  uses: readonly ColumnUse[],
  options: BuildOptions,
): Recorded {
  const readRow = createReadRow(uses, options)
  const bySource = new Map<string, ReturnType<typeof createSeries>>()
  const refused: RefusedRow[] = [...table.refused]
  const counts = { repeated: 0, empty: 0, endsOfDay: 0, outside: 0 }
  // A row of a parameter that nobody asked for says nothing about the one that was.
  const concerned = table.rows.filter(({ cells }) => uses.some(({ column }) => column in cells))
  for (const row of concerned) {
    const read = readRow(row)
    if (typeof read === 'string') counts[read] += 1
    else if ('reason' in read) refused.push(read)
    else {
      if (isEndOfDay(row)) counts.endsOfDay += 1
      const series = bySource.get(read.source) ?? createSeries()
      bySource.set(read.source, series)
      const added = series.add(read)
      if (added === 'same') counts.repeated += 1
      else if (added !== 'new') refused.push({ where: read.where, reason: added.reason })
    }
  }
  const series = new Map([...bySource].map(([source, readings]) => [source, readings.list()]))
  return { series, refused, ...counts }
}
