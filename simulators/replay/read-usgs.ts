import { quote, ReplayError, type Column, type Row, type Station, type Table } from './table.ts'

/** USGS parameter codes whose meaning is one of our fields. */
const fieldOf: Readonly<Record<string, string>> = { '00065': 'level_m', '00045': 'rain_mm' }

/** The parts of the instantaneous-values JSON that we read; everything may be missing. */
interface TimeSeries {
  name?: string
  sourceInfo?: {
    siteName?: string
    siteCode?: { value?: string }[]
    geoLocation?: { geogLocation?: { latitude?: number; longitude?: number } }
  }
  variable?: {
    variableCode?: { value?: string }[]
    variableName?: string
    unit?: { unitCode?: string }
    noDataValue?: number
  }
  values?: { value?: { value?: unknown; dateTime?: unknown }[] }[]
}

function parse(file: string, text: string): readonly TimeSeries[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    const why = text.trim() === '' ? 'empty' : `no whole JSON (${(cause as Error).message})`
    throw new ReplayError(`${file}: ${why}; is the file cut?`, { cause })
  }
  const series = (parsed as { value?: { timeSeries?: unknown } } | null)?.value?.timeSeries
  if (!Array.isArray(series)) {
    throw new ReplayError(`${file}: JSON, but not USGS instantaneous values (value.timeSeries)`)
  }
  if (series.length === 0) throw new ReplayError(`${file}: no time series in it`)
  return series as TimeSeries[]
}

/** USGS writes ft³/s as HTML. */
const plainText = (html: string) =>
  html.replaceAll(/&#(\d{1,6});/g, (_all, code) => String.fromCodePoint(Number(code)))

interface SeriesHead {
  name: string
  source: string
  column: Column
  noValue: number | undefined
  station: Station
}

function readStation(source: string, sourceInfo: TimeSeries['sourceInfo']): Station {
  const { latitude: lat, longitude: lon } = sourceInfo?.geoLocation?.geogLocation ?? {}
  const isPlaced = typeof lat === 'number' && typeof lon === 'number'
  return { name: sourceInfo?.siteName ?? source, position: isPlaced ? { lat, lon } : null }
}

function readColumn(code: string, variable: TimeSeries['variable']): Column {
  const [unit, about, field] = [variable?.unit?.unitCode, variable?.variableName, fieldOf[code]]
  return {
    name: code,
    ...(unit !== undefined && { unit }),
    ...(about !== undefined && { about: plainText(about) }),
    ...(field !== undefined && { field }),
  }
}

function readHead(file: string, series: TimeSeries, index: number): SeriesHead {
  const { sourceInfo, variable } = series
  const source = sourceInfo?.siteCode?.[0]?.value
  const code = variable?.variableCode?.[0]?.value
  if (!source || !code) {
    throw new ReplayError(`${file}: time series ${index + 1} has no site code or variable code`)
  }
  return {
    name: series.name ?? `${source}:${code}`,
    source,
    column: readColumn(code, variable),
    noValue: variable.noDataValue,
    station: readStation(source, sourceInfo),
  }
}

function readCell(value: unknown, noValue: number | undefined): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return noValue !== undefined && Number(text) === noValue ? '' : text
}

/** Reads USGS instantaneous values as JSON: several sites, several parameters. */
export function readUsgs(file: string, text: string): Table {
  const columns = new Map<string, Column>()
  const stations = new Map<string, Station>()
  const rows: Row[] = []
  for (const [index, series] of parse(file, text).entries()) {
    const head = readHead(file, series, index)
    columns.set(head.column.name, head.column)
    stations.set(head.source, head.station)
    const values = (series.values ?? []).flatMap(({ value = [] }) => value)
    for (const [at, { value, dateTime }] of values.entries()) {
      rows.push({
        where: `${file}: ${head.name}, value ${at + 1}`,
        source: head.source,
        time: typeof dateTime === 'string' ? dateTime : quote(String(dateTime)),
        cells: { [head.column.name]: readCell(value, head.noValue) },
      })
    }
  }
  if (rows.length === 0) throw new ReplayError(`${file}: time series without values`)
  return { file, columns: [...columns.values()], rows, refused: [], stations }
}
