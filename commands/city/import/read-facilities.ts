import { hazards, type FacilityType, type Hazard } from '#domain/city/city.ts'
import type { Finding } from '#domain/city/folder/finding.ts'
import { findPositionFault } from '#domain/city/geometry/find-position-fault.ts'
import type { Table, TableRow } from './read-table.ts'
import type { Facility } from '#domain/wire/city.ts'

/**
 * Column names of the 自治体標準オープンデータセット (sheets 03 and 07, edition 2026-08 and the older
 * one), and of the list that 国土地理院 publishes. The first that a table has is read.
 */
const columnNames = {
  id: ['ID', '共通ID', 'NO'],
  name: ['名称', '施設・場所名'],
  name_en: ['名称_英字', '名称_英語'],
  lat: ['緯度'],
  lon: ['経度'],
  capacity: ['想定収容人数'],
  remarks: ['備考'],
  ssid: ['SSID'],
} as const
type ColumnKey = keyof typeof columnNames

const hazardColumns: Readonly<Record<Hazard, string>> = {
  flood: '洪水',
  landslide: '崖崩れ、土石流及び地滑り',
  storm_surge: '高潮',
  earthquake: '地震',
  tsunami: '津波',
  fire: '大規模な火事',
  inland_flood: '内水氾濫',
  volcano: '火山現象',
}

/** In the standard a hazard's column has a prefix, in the list of 国土地理院 none. */
const namesOfHazard = (hazard: Hazard) =>
  ['災害種別_', ''].map((prefix) => `${prefix}${hazardColumns[hazard]}`.normalize('NFKC'))

export interface FacilityList {
  type: FacilityType
  facilities: Facility[]
  findings: Finding[]
}

/** Which list a table is; undefined where it is neither. */
export function findFacilityType({ columns }: Table): FacilityType | undefined {
  const has = (name: string) => columns.includes(name)
  if (namesOfHazard('flood').some(has) || namesOfHazard('earthquake').some(has)) {
    return 'evacuation_site'
  }
  return has('SSID') || has('提供エリア') ? 'public_wifi' : undefined
}

/** Reads a list of evacuation sites or of public Wi-Fi; every wrong cell is told with its line. */
export function readFacilities(
  file: string,
  table: Table,
  { type, source }: { type: FacilityType; source: string },
): FacilityList {
  const missing = (['name', 'lat', 'lon'] as const).filter((key) => !findColumn(table, key))
  if (missing.length > 0) {
    const names = missing.map((key) => columnNames[key].join('/')).join(', ')
    const problem = `has no column ${names}; it has ${table.columns.join(', ').slice(0, 300)}`
    return { type, facilities: [], findings: [{ level: 'error', file, problem }] }
  }
  const findings: Finding[] = []
  const facilities = table.rows.map((row, index): Facility => {
    const tell = (problem: string, level: Finding['level'] = 'error') =>
      void findings.push({ level, file, where: `line ${row.line}`, problem })
    return readFacility(createCells(table, row), { index, type, source, tell })
  })
  findings.push(...tellDoubled(file, table, facilities))
  return { type, facilities, findings }
}

interface RowOptions {
  index: number
  type: FacilityType
  source: string
  tell(problem: string, level?: Finding['level']): void
}

type Cells = (key: ColumnKey | { hazard: Hazard }) => string

function findColumn({ columns }: Table, key: ColumnKey): string | undefined {
  return columnNames[key].find((name) => columns.includes(name))
}

/** Cells by what they mean; empty where the table has no such column. */
function createCells(table: Table, { cells }: TableRow): Cells {
  return (key) => {
    const names = typeof key === 'object' ? namesOfHazard(key.hazard) : columnNames[key]
    const name = names.find((candidate) => table.columns.includes(candidate))
    return (name === undefined ? '' : (cells[name] ?? '')).normalize('NFKC').trim()
  }
}

function readFacility(cell: Cells, options: RowOptions): Facility {
  const { index, type, source, tell } = options
  const valid_for = type === 'evacuation_site' ? readHazards(cell, tell) : []
  // 「洪水は2階以上」: taken as the stricter of the two readings.
  const isUpper = /[2-9二三]階以上/.test(cell('remarks')) && valid_for.includes('flood')
  return {
    id: readId(cell('id')) || `${type === 'public_wifi' ? 'wifi' : 'site'}-${index + 1}`,
    name: readName(cell, tell),
    ...readPosition(cell, tell),
    type,
    valid_for,
    flood_upper_floor_only: isUpper,
    capacity: readCapacity(cell('capacity'), tell),
    source,
    verified: true,
  }
}

/** Ids of the standard are digits and letters; what is none of them becomes a dash. */
function readId(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 64)
}

function readName(cell: Cells, tell: RowOptions['tell']): Facility['name'] {
  const ja = cell('name')
  if (ja === '') tell('has no name')
  return { ja, en: cell('name_en') || ja }
}

/** Where it is not told well, the row is refused and the numbers do not matter. */
function readPosition(cell: Cells, tell: RowOptions['tell']): { lat: number; lon: number } {
  const [lat = NaN, lon = NaN] = (['lat', 'lon'] as const).map((key) => {
    const text = cell(key)
    const number = text === '' ? NaN : Number(text)
    const words = text === '' ? 'has no' : `"${text.slice(0, 40)}" is no`
    if (!Number.isFinite(number)) tell(`${words} ${columnNames[key][0]}`)
    return number
  })
  const fault = Number.isFinite(lat + lon) && findPositionFault([lon, lat])
  if (fault) tell(fault)
  return { lat, lon }
}

function readHazards(cell: Cells, tell: RowOptions['tell']): Hazard[] {
  const valid = hazards.filter((hazard) => {
    const flag = cell({ hazard })
    if (flag !== '' && flag !== '0' && flag !== '1') {
      tell(`${hazardColumns[hazard]} is "${flag.slice(0, 20)}"; the standard knows 1 and nothing`)
    }
    return flag === '1'
  })
  if (valid.length === 0) tell('is an evacuation site for no hazard')
  return valid
}

/** The standard has a text there: 「約200人」 is told and left out, never guessed. */
function readCapacity(text: string, tell: RowOptions['tell']): number | null {
  const digits = /^(\d[\d,]*)人?$/.exec(text)?.[1]
  if (digits) return Number(digits.replaceAll(',', ''))
  if (text !== '')
    tell(`想定収容人数 "${text.slice(0, 40)}" is no number and was left out`, 'warning')
  return null
}

function tellDoubled(file: string, { rows }: Table, facilities: readonly Facility[]): Finding[] {
  const first = new Map<string, number>()
  return facilities.flatMap(({ id }, index): Finding[] => {
    const earlier = first.get(id)
    const line = rows[index]?.line ?? 0
    if (earlier === undefined) {
      first.set(id, line)
      return []
    }
    const problem = `has the id ${id} of line ${earlier}`
    return [{ level: 'error', file, where: `line ${line}`, problem }]
  })
}
