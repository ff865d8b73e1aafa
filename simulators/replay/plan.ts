import type { Kind } from '#domain/kinds/kind.ts'
import { kinds } from '#domain/kinds/index.ts'
import { assignDevices, type Track } from './assign-devices.ts'
import { buildReadings } from './build-readings.ts'
import { chooseColumns, type ColumnUse } from './choose-columns.ts'
import { loadRecordings } from './load-recordings.ts'
import type { ReplayOptions } from './options.ts'
import { addRainWindow } from './rain-window.ts'
import { createReadTime } from './read-time.ts'
import { ReplayError, type RefusedRow, type Table } from './table.ts'
import { findStepMs } from './timeline.ts'

export interface PlannedTrack extends Track {
  /**
   * The commonest time between two readings, ms. One reading alone, as in a dump of a feed, tells no
   * rhythm: then the time that the whole recording spans; undefined where that is nothing.
   */
  stepMs: number | undefined
}

/** Everything that follows from the files and the command line; nothing is sent yet. */
export interface Plan {
  kind: Kind
  tracks: readonly PlannedTrack[]
  refused: readonly RefusedRow[]
  repeated: number
  empty: number
  /** Sentences about what was understood and what was left aside. */
  notes: readonly string[]
  firstTs: number
  lastTs: number
  readings: number
}

function findKind(name: string | undefined, tables: readonly Table[]): Kind {
  const kind = name === undefined ? guessKind(tables) : kinds.find(({ id }) => id === name)
  if (kind) return kind
  const known = kinds.map(({ id }) => id).join(', ')
  throw new ReplayError(
    name === undefined ? `--kind: say which: ${known}` : `--kind ${name}: one of ${known}`,
  )
}

/** Positions are those of what moves; any other series is taken for a level. */
function guessKind(tables: readonly Table[]): Kind | undefined {
  const isTrace = ({ columns }: Table) =>
    columns.some((column) => /^lat(itude)?$/.test(column.name))
  return tables.every(isTrace)
    ? kinds.find(({ position }) => position === 'moving')
    : kinds.find(({ levelField }) => levelField !== undefined)
}

function describeColumns({ file, columns }: Table, uses: readonly ColumnUse[]): string[] {
  const used = uses.map(({ column, field, from, to }) => {
    const converted = from && to && from !== to ? ` (${from.name} → ${to.name})` : ''
    return column === field ? field : `${column} → ${field}${converted}`
  })
  const unused = columns
    .filter(({ name }) => !uses.some(({ column }) => column === name))
    .map(({ name, about }) => (about ? `${name} ${about}` : name))
  const aside = unused.length > 0 ? `; not used: ${unused.join(', ')}` : ''
  return [`${file}: ${used.join(', ')}${aside}`]
}

function readTable(table: Table, kind: Kind, options: ReplayOptions) {
  const uses = chooseColumns(table, kind, options.columns)
  const readTime = createReadTime(options.zone)
  const recorded = buildReadings(table, uses, {
    kind,
    readTime,
    constants: options.constants,
    range: options.range,
  })
  const { endsOfDay, outside } = recorded
  const notes = describeColumns(table, uses)
  if (endsOfDay > 0) notes.push(`${table.file}: ${endsOfDay} rows at 24:00, the end of their day`)
  if (outside > 0) notes.push(`${table.file}: ${outside} rows outside of --from and --to`)
  return { file: table.file, recorded, stations: table.stations, notes }
}

function completeTrack(track: Track, notes: string[]): PlannedTrack {
  const { readings, windowS } = addRainWindow(track.deviceId, track.readings)
  if (windowS !== undefined)
    notes.push(`${track.deviceId}: rain_window_s ${windowS}, as rows follow`)
  return { ...track, readings, stepMs: findStepMs(readings.map(({ ts }) => ts)) }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Reads the files as the options say. Rejects with `ReplayError` where something is not clear. */
export async function planReplay(options: ReplayOptions): Promise<Plan> {
  const tables = await loadRecordings(options.files, options.csv)
  const kind = findKind(options.kind, tables)
  const files = tables.map((table) => readTable(table, kind, options))
  const assigned = assignDevices(files, options.assignment)
  const notes = files.flatMap((file) => file.notes)
  if (assigned.leftOut.length > 0) notes.push(`left out: ${assigned.leftOut.join(', ')}`)
  const tracks = assigned.tracks
    .filter(({ readings }) => readings.length > 0)
    .map((track) => completeTrack(track, notes))
  const recorded = files.map((file) => file.recorded)
  const firstTs = Math.min(...tracks.map(({ readings }) => readings[0]?.ts ?? Infinity))
  const lastTs = Math.max(...tracks.map(({ readings }) => readings.at(-1)?.ts ?? -Infinity))
  const spanMs = lastTs > firstTs ? lastTs - firstTs : undefined
  return {
    kind,
    tracks: tracks.map((track) => ({ ...track, stepMs: track.stepMs ?? spanMs })),
    notes,
    refused: [...recorded.flatMap(({ refused }) => refused), ...assigned.refused],
    repeated: sum(recorded.map(({ repeated }) => repeated)) + assigned.repeated,
    empty: sum(recorded.map(({ empty }) => empty)),
    readings: sum(tracks.map(({ readings }) => readings.length)),
    firstTs,
    lastTs,
  }
}
