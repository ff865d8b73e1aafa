import { isDeviceId } from '#domain/devices/ids.ts'
import { createSeries, type Recorded, type RecordedReading } from './build-readings.ts'
import { quote, ReplayError, type RefusedRow, type Station } from './table.ts'

/** Which station or vehicle is played by which device. */
export interface Assignment {
  /** All of it, if there is only one. */
  device?: string | undefined
  /** Device by station, vehicle or file name. */
  map: ReadonlyMap<string, string>
  /** Each as a device of its own, called `PREFIX-<station or vehicle>`. */
  each?: string | undefined
  /** One station or vehicle alone. */
  only?: string | undefined
}

/** A file that was read, with what it is called and what it tells about its stations. */
export interface RecordedFile {
  file: string
  recorded: Recorded
  stations: ReadonlyMap<string, Station>
}

/** One device of the replay with everything it will say, in the order of time. */
export interface Track {
  deviceId: string
  /** Stations, vehicles or files that it plays. */
  sources: readonly string[]
  station: Station | undefined
  readings: readonly RecordedReading[]
}

export interface Assigned {
  tracks: readonly Track[]
  refused: readonly RefusedRow[]
  /** Readings that several files said alike. */
  repeated: number
  /** Stations and vehicles that nobody plays. */
  leftOut: readonly string[]
}

const idMax = 32
/** More names than this help nobody. */
const namesMax = 8

const listNames = (names: readonly string[]) =>
  names.slice(0, namesMax).join(', ') + (names.length > namesMax ? ` … (${names.length})` : '')

function deviceIdOf(prefix: string, source: string): string {
  const slug = source.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const id = `${prefix}-${slug}`.replaceAll(/^-+|-+$/g, '')
  if (isDeviceId(id)) return id
  const why = id.length > idMax ? `longer than ${idMax}` : 'not 3 to 32 of a-z, 0-9 and "-"'
  throw new ReplayError(`${quote(source)} would be device ${quote(id)}: ${why}; use --map`)
}

/** A name for everything: what the file says, else the file itself. */
const nameOf = (source: string, { file }: RecordedFile) => (source === '' ? file : source)

function createAssign(assignment: Assignment, names: ReadonlySet<string>) {
  const { device, map, each, only } = assignment
  const known = listNames([...names])
  for (const wanted of [...map.keys(), ...(only === undefined ? [] : [only])]) {
    if (!names.has(wanted)) throw new ReplayError(`no ${quote(wanted)} in the files: ${known}`)
  }
  return (name: string): string | undefined => {
    if (only !== undefined && name !== only) return undefined
    return map.get(name) ?? (map.size > 0 ? undefined : device) ?? (each && deviceIdOf(each, name))
  }
}

/** One device for everything is right only where the files speak of one thing. */
function refuseMixture({ device, map, only }: Assignment, files: readonly RecordedFile[]): void {
  if (device === undefined || map.size > 0 || only !== undefined) return
  const sources = new Set(files.flatMap(({ recorded }) => [...recorded.series.keys()]))
  sources.delete('')
  if (sources.size < 2) return
  throw new ReplayError(
    `the files hold ${sources.size} stations or vehicles, and --device is one: ` +
      `${listNames([...sources])}. Say --only, --map SOURCE=ID or --each PREFIX`,
  )
}

/** Puts what the files hold together by device. Throws `ReplayError` where that is not clear. */
export function assignDevices(files: readonly RecordedFile[], assignment: Assignment): Assigned {
  refuseMixture(assignment, files)
  const all = files.flatMap((file) =>
    [...file.recorded.series].map(([source, readings]) => ({
      name: nameOf(source, file),
      station: file.stations.get(source),
      readings,
    })),
  )
  const assign = createAssign(assignment, new Set(all.map(({ name }) => name)))
  const leftOut: string[] = []
  const refused: RefusedRow[] = []
  let repeated = 0
  type Part = Omit<Track, 'readings'> & { series: ReturnType<typeof createSeries> }
  const parts = new Map<string, Part>()
  for (const { name, station, readings } of all) {
    const deviceId = assign(name)
    if (deviceId === undefined) {
      leftOut.push(name)
      continue
    }
    const part = parts.get(deviceId) ?? { deviceId, sources: [], station, series: createSeries() }
    parts.set(deviceId, { ...part, sources: [...part.sources, name] })
    for (const reading of readings) {
      const added = part.series.add(reading)
      if (added === 'same') repeated += 1
      else if (added !== 'new') refused.push({ where: reading.where, reason: added.reason })
    }
  }
  refuseSharedIds(assignment, [...parts.values()])
  const tracks = [...parts.values()].map(({ series, ...part }) => ({
    ...part,
    readings: series.list(),
  }))
  return { tracks, refused, repeated, leftOut: [...new Set(leftOut)] }
}

/** Two vehicles that would become one device: `A 1` and `a-1`. */
function refuseSharedIds({ each }: Assignment, parts: readonly Omit<Track, 'readings'>[]): void {
  if (each === undefined) return
  const shared = parts.find(({ sources }) => new Set(sources).size > 1)
  if (!shared) return
  throw new ReplayError(
    `${shared.sources.map(quote).join(' and ')} would both be ${shared.deviceId}; use --map`,
  )
}
