import { isDeepStrictEqual } from 'node:util'
import type { Feature, FeatureCollection } from 'geojson'
import type { CreditedPart, LayerName } from '#domain/city/city.ts'
import { layerNames } from '#domain/city/city.ts'
import type { Finding } from '#domain/city/folder/finding.ts'
import type { CityFolder } from '#domain/city/folder/city-folder.ts'
import { boxOf, growBox, type Box } from '#domain/city/geometry/box.ts'
import type { Shape } from '#domain/city/geometry/fit-feature.ts'
import { areasOf } from '#domain/city/geometry/is-in-area.ts'
import { chooseCity, type ChosenCity } from './choose-city.ts'
import type { Collected, ThemeFile } from './collect-sources.ts'
import { describeNewCity, nameCity } from './describe-new-city.ts'
import { keepEnglishNames, mergeFacilities, mergePlaces } from './keep-words.ts'
import { prepareLayer, type LayerFigures, type PreparedLayer } from './prepare-layer.ts'
import { readFacilities } from './read-facilities.ts'
import { readPlaces } from './read-places.ts'
import type { ImportRequest } from './request.ts'
import { SourceError } from './source-file.ts'
import type { City, Credit, Facility, Place } from '#domain/wire/city.ts'

export interface Imported {
  /** The folder as it will be. */
  draft: CityFolder
  figures: Partial<Record<CreditedPart, LayerFigures>>
}

interface Work {
  request: ImportRequest
  collected: Collected
  /** The folder that is added to, if any. */
  base: CityFolder | undefined
  chosen: ChosenCity
  figures: Imported['figures']
  findings: Finding[]
  credits: Map<CreditedPart, Credit>
}

/**
 * Makes a city of what the files hold; every fault is added to the findings. Throws `SourceError`
 * where no outline can be had.
 */
export function importCity(
  request: ImportRequest,
  collected: Collected,
  base: CityFolder | undefined,
): Imported {
  const municipalities = filesOf(collected, 'municipalities')
  const code = request.code ?? base?.city.code
  const chosen = chooseCity(municipalities, code, base !== undefined)
  const { findings } = collected
  const work: Work = {
    request,
    collected,
    base,
    chosen,
    findings,
    figures: {},
    credits: new Map(
      base?.city.credits.flatMap((each) => (each.layer ? [[each.layer, each]] : [])),
    ),
  }
  const facilities = makeFacilities(work)
  const outline = makeBoundary(work)
  const box = boxOf(areasOf(outline))
  if (!box) throw new SourceError('boundary.geojson', 'the city has no area', chosen.code)
  const around = growBox(box, request.marginM)
  const layers = makeLayers(work, around)
  const places = makePlaces(work, outline)
  const city = makeCity(work, outline, box)
  const boundary = { type: 'FeatureCollection', features: outline } as const
  const zones = makeZones(work, outline)
  const devices = base?.devices ?? []
  const draft = { city, boundary, layers, zones, places, facilities, devices }
  return { draft, figures: work.figures }
}

const filesOf = ({ themes }: Collected, theme: string) =>
  themes.filter(({ identity }) => identity.theme === theme)

function makeBoundary(work: Work): Feature[] {
  const { chosen, base, request } = work
  if (chosen.own.length === 0) return base?.boundary.features ?? []
  const everything: Box = [-180, -90, 180, 90]
  const made = prepare(work, 'boundary', { files: chosen.own, box: everything })
  const { ja, en } = { ...(base?.city.name ?? nameCity(request, chosen)), ...request.name }
  const properties = { code: chosen.code, name: { ja, en } }
  return made.features.map(({ geometry }) => ({
    type: 'Feature',
    id: chosen.code,
    properties,
    geometry,
  }))
}

/** A zone that is the whole city stays so: it follows the outline to its new course. */
function makeZones({ base }: Work, outline: readonly Feature[]): FeatureCollection | null {
  const [before, now] = [base?.boundary.features[0], outline[0]]
  if (!base?.zones || !before || !now) return base?.zones ?? null
  const features = base.zones.features.map((zone) =>
    isDeepStrictEqual(zone.geometry, before.geometry) ? { ...zone, geometry: now.geometry } : zone,
  )
  return { ...base.zones, features }
}

function makeLayers(work: Work, box: Box): CityFolder['layers'] {
  const { collected, base, chosen } = work
  const filesOfLayer = (layer: LayerName) =>
    layer === 'neighbours' ? chosen.others : filesOf(collected, layer)
  const made = layerNames.flatMap((layer) => {
    const files = filesOfLayer(layer)
    if (files.length === 0) return []
    const made = prepare(work, layer, { files, box })
    const features = keepEnglishNames(base?.layers[layer]?.features ?? [], made.features)
    return [[layer, { type: 'FeatureCollection', features }] as const]
  })
  return { ...base?.layers, ...Object.fromEntries(made) }
}

/** Prepares one layer and keeps its figures, its faults and its credit. */
function prepare(
  work: Work,
  part: CreditedPart,
  { files, box }: { files: readonly ThemeFile[]; box: Box },
): PreparedLayer & { features: Feature<Shape>[] } {
  const made = prepareLayer(files, { box, toleranceM: work.request.toleranceM })
  work.findings.push(...made.findings)
  work.figures[part] = made.figures
  creditFiles(work, part, files)
  return made
}

function creditFiles(work: Work, part: CreditedPart, files: readonly ThemeFile[]): void {
  const said = work.request.credits.find(({ layer }) => layer === part)
  const own = said ?? files.find(({ identity }) => identity.credit)?.identity.credit
  if (own) work.credits.set(part, { ja: own.ja, en: own.en, layer: part })
  else {
    const problem = `nobody knows where ${files[0]?.file} is from; say --credit "${part}=出典"`
    work.findings.push({ level: 'error', file: '--credit', problem })
  }
}

function makePlaces(work: Work, outline: readonly Feature[]): Place[] {
  const { collected, base, findings, figures, credits, request } = work
  if (collected.towns.length === 0) return base?.places ?? []
  const lists = collected.towns.map(({ file, list }) => readPlaces(file, list, areasOf(outline)))
  findings.push(...lists.flatMap((read) => read.findings))
  const places = lists.flatMap((read) => read.places)
  const outside = lists.reduce((sum, list) => sum + list.outside, 0)
  figures.places = countAll(places.length + outside, places.length)
  const said = request.credits.find(({ layer }) => layer === 'places')
  const ja = said?.ja ?? '地名: Geolonia 住所データ（CC BY 4.0）を加工'
  const en = said?.en ?? 'Place names: processed from Geolonia address data (CC BY 4.0)'
  credits.set('places', { ja, en, layer: 'places' })
  return mergePlaces(base?.places ?? [], places)
}

function makeFacilities(work: Work): Facility[] {
  const { collected, base, findings, figures, credits } = work
  const { lists } = collected
  if (lists.length === 0) return base?.facilities ?? []
  const credit = creditFacilities(work)
  credits.set('facilities', credit)
  const read = lists.map(({ file, table, type }) =>
    readFacilities(file, table, { type, source: credit.ja }),
  )
  findings.push(...read.flatMap((list) => list.findings))
  const made = read.flatMap((list) => list.facilities)
  figures.facilities = countAll(made.length, made.length)
  return mergeFacilities(base?.facilities ?? [], made)
}

function creditFacilities({ request, chosen, base }: Work): Credit {
  const said = request.credits.find(({ layer }) => layer === 'facilities')
  if (said) return said
  const { ja, en } = base ? { ...base.city.name, ...request.name } : nameCity(request, chosen)
  return {
    ja: `${ja} オープンデータ（自治体標準オープンデータセット）を加工`,
    en: `Processed from open data of ${en} (municipal standard data set)`,
    layer: 'facilities',
  }
}

/** Figures of what has no lines to simplify. */
function countAll(read: number, kept: number): LayerFigures {
  return { read, kept, clippedAway: read - kept, pointsBefore: read, pointsAfter: kept }
}

function makeCity(work: Work, outline: readonly Feature[], box: Box): City {
  const { base, credits, chosen, request } = work
  const unplaced = base?.city.credits.filter(({ layer }) => layer === undefined) ?? []
  const all = [...credits.values(), ...unplaced]
  const city = describeNewCity({ request, chosen, outline, box })
  if (!base) return { ...city, credits: all }
  // What somebody has written by hand stays, unless the command says otherwise.
  const { id, name } = base.city
  const renamed = { ...name, ...request.name }
  const ground = chosen.own.length > 0 ? { bbox: city.bbox, centre: city.centre } : {}
  return { ...base.city, ...ground, id: request.id ?? id, name: renamed, credits: all }
}
