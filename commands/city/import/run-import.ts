import { stat } from 'node:fs/promises'
import { layerNames, type CreditedPart } from '#domain/city/city.ts'
import type { Finding } from '#domain/city/folder/finding.ts'
import { cityFiles, type CityFolder, type CityTexts } from '#domain/city/folder/city-folder.ts'
import { parseCityFolder } from '#domain/city/folder/parse-city-folder.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { loadCity } from '#app/city/load-city.ts'
import { collectSources } from './collect-sources.ts'
import { importCity, type Imported } from './import-city.ts'
import type { LayerFigures } from './prepare-layer.ts'
import type { ImportRequest } from './request.ts'
import { SourceError } from './source-file.ts'
import { writeFolder } from './write-folder.ts'

export interface ImportOutcome {
  /** False: nothing was written. */
  isWritten: boolean
  findings: readonly Finding[]
  /** What was done, line by line. */
  summary: string[]
}

/** Imports files into a city folder. Nothing is written where anything is wrong. */
export async function runImport(
  request: ImportRequest,
  kinds: readonly Kind[],
  tell: (line: string) => void,
): Promise<ImportOutcome> {
  const found: Finding[] = []
  try {
    const base = await openBase(request, kinds)
    const collected = await collectSources(request, tell)
    found.push(...collected.findings)
    const imported = importCity(request, { ...collected, findings: found }, base)
    return await finish(request, { imported, found, base, kinds })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    // That no outline can be had may only follow from a file that could not be read.
    const findings = found.length > 0 ? found : [error.finding]
    return { isWritten: false, findings, summary: [] }
  }
}

/** The folder that is added to. Throws where one is in the way. */
async function openBase(
  { to, existing }: ImportRequest,
  kinds: readonly Kind[],
): Promise<CityFolder | undefined> {
  const isThere = await stat(to).catch(() => undefined)
  if (!isThere || existing === 'replace') return undefined
  if (existing === 'merge') return (await loadCity(to, { kinds })).folder
  throw new SourceError(to, 'is there already; say --merge to add to it or --force to begin anew')
}

interface Finish {
  imported: Imported
  found: readonly Finding[]
  base: CityFolder | undefined
  kinds: readonly Kind[]
}

async function finish(
  request: ImportRequest,
  { imported, found, base, kinds }: Finish,
): Promise<ImportOutcome> {
  const { draft, figures } = imported
  const texts = writeTexts(draft)
  const whole = { ...Object.fromEntries(cityFiles.map((name) => [name, undefined])), ...texts }
  const wrong = found.filter(({ level }) => level === 'error')
  // Files that are wrong in themselves explain more than the folder that would follow from them.
  const checked = wrong.length > 0 ? [] : parseCityFolder(whole as CityTexts, kinds).findings
  const findings = [...found, ...checked]
  if (findings.some(({ level }) => level === 'error')) {
    return { isWritten: false, findings, summary: [] }
  }
  const changed = base ? pickChanged(texts, writeTexts(base)) : texts
  await writeFolder(request.to, changed, { keepOthers: base !== undefined })
  return { isWritten: true, findings, summary: summarize(request, draft, figures) }
}

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** A feature a line, so that a change shows as the feature it is. */
function writeFeatures({ features }: { features: readonly unknown[] }): string {
  const lines = features.map((feature) => `    ${JSON.stringify(feature)}`)
  return `{\n  "type": "FeatureCollection",\n  "features": [\n${lines.join(',\n')}\n  ]\n}\n`
}

function writeTexts(folder: CityFolder): Record<string, string> {
  const layers = layerNames.flatMap((layer) => {
    const collection = folder.layers[layer]
    return collection ? [[`${layer}.geojson`, writeFeatures(collection)] as const] : []
  })
  return {
    'city.json': pretty(folder.city),
    'boundary.geojson': writeFeatures(folder.boundary),
    ...Object.fromEntries(layers),
    'places.json': pretty(folder.places),
    'facilities.json': pretty(folder.facilities),
    'devices.json': pretty(folder.devices),
    ...(folder.zones && { 'zones.geojson': writeFeatures(folder.zones) }),
  }
}

/** What says the same as before stays as its author laid it out, byte for byte. */
function pickChanged(
  now: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(now).filter(([name, text]) => before[name] !== text))
}

function summarize(
  request: ImportRequest,
  { city }: CityFolder,
  figures: Imported['figures'],
): string[] {
  const lines = Object.entries(figures).map(([part, figure]) =>
    summarizePart(part as CreditedPart, figure),
  )
  const credits = city.credits.map(
    ({ ja, layer }) => `  出典 credit${layer ? ` (${layer})` : ''}: ${ja}`,
  )
  const head =
    `${request.to}: ${city.name.ja} (${city.code_with_check_digit})、` +
    `許容差 tolerance ${request.toleranceM} m、周囲 margin ${request.marginM} m`
  return [head, ...lines, ...credits]
}

function summarizePart(part: CreditedPart, figures: LayerFigures): string {
  const { read, kept, clippedAway, pointsBefore, pointsAfter } = figures
  return (
    `  ${part}: ${read} read, ${kept} kept, ${clippedAway} outside; ` +
    `${pointsBefore} points before, ${pointsAfter} after`
  )
}
