import type { FacilityType } from '#domain/city/city.ts'
import type { Finding } from '#domain/city/folder/finding.ts'
import { identify, identifyAs, type Identity, type Theme } from './identify.ts'
import { openSources } from './open-sources.ts'
import { findFacilityType } from './read-facilities.ts'
import {
  readGeoJson,
  readJson,
  readShapefile,
  readText,
  type RawFeature,
  type ReadOptions,
} from './read-features.ts'
import { isTownList } from './read-places.ts'
import { readTable, type Table } from './read-table.ts'
import type { ImportRequest } from './request.ts'
import { SourceError, type SourceFile } from './source-file.ts'

export interface ThemeFile {
  file: string
  identity: Identity
  features: readonly RawFeature[]
}

/** Everything the files hold, sorted by what it is. */
export interface Collected {
  themes: ThemeFile[]
  lists: { file: string; table: Table; type: FacilityType }[]
  towns: { file: string; list: unknown[] }[]
  findings: Finding[]
}

/** Reads all files; one that cannot be read does not keep the others from being looked at. */
export async function collectSources(
  request: ImportRequest,
  tell: (line: string) => void,
): Promise<Collected> {
  const collected: Collected = { themes: [], lists: [], towns: [], findings: [] }
  const attempt = (read: () => void) => {
    try {
      read()
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      collected.findings.push(error.finding)
    }
  }
  for (const { path, theme } of request.files) {
    const sources = await openSources(path).catch((error: unknown) => {
      if (!(error instanceof SourceError)) throw error
      collected.findings.push(error.finding)
      return []
    })
    for (const source of sources) {
      tell(`読み込み reading ${source.name}`)
      attempt(() => sortSource(source, { collected, theme, options: request }))
    }
  }
  return collected
}

interface SortOptions {
  collected: Collected
  theme: Theme | undefined
  options: ReadOptions
}

function sortSource(source: SourceFile, { collected, theme, options }: SortOptions): void {
  const { name: file } = source
  if (source.form === 'shapefile') {
    collected.themes.push(identifyFile(file, readShapefile(source, options), theme))
    return
  }
  if (source.form === 'table') {
    const table = readTable(file, readText(source, options))
    collected.lists.push({ file, table, type: typeOf(file, table) })
    return
  }
  const value = readJson(source, options)
  if (isTownList(value)) collected.towns.push({ file, list: value })
  else collected.themes.push(identifyFile(file, readGeoJson(file, value), theme))
}

function identifyFile(file: string, features: RawFeature[], theme: Theme | undefined): ThemeFile {
  const identity = theme ? identifyAs(theme, features) : identify(features)
  if (identity) return { file, identity, features }
  const columns = Object.keys(features[0]?.properties ?? {})
  const problem = features.length
    ? `does not say what it is (it has ${columns.join(', ').slice(0, 200)}); write rivers=FILE, ` +
      'lakes=FILE, roads=FILE or municipalities=FILE'
    : 'has no feature with a place'
  throw new SourceError(file, problem)
}

function typeOf(file: string, table: Table): FacilityType {
  const type = findFacilityType(table)
  if (type) return type
  const problem =
    'is no list of 指定緊急避難場所 (it has no 災害種別_洪水 …) and none of 公衆無線LAN (no SSID); ' +
    `it has ${table.columns.join(', ').slice(0, 200)}`
  throw new SourceError(file, problem)
}
