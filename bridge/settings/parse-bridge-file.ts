import { createComplaints, Place, type Complaints } from './place.ts'
import { readSource, type Surroundings } from './read-source.ts'
import type { BridgeSource } from './settings.ts'

/** A city has a handful of sources; more is a mistake of a program that wrote the file. */
const sourcesMax = 100

/**
 * Reads the bridge file (docs/bridge.md). Either all of it is right, or every error is told at
 * once, each with file and place.
 */
export function parseBridgeFile(
  text: string,
  { file, ...around }: Surroundings & { file: string },
): readonly BridgeSource[] | { errors: readonly string[] } {
  const complaints = createComplaints(file)
  const body = parseJson(text, complaints)
  if (body === undefined) return { errors: complaints.list }
  const root = new Place(body, '', complaints)
  root.allow(['sources'])
  if (!root.has('sources')) root.complain('sources', 'missing; expected a list')
  const places = root.list('sources')
  if (places.length > sourcesMax) root.complain('sources', `at most ${sourcesMax}`)
  const sources = places
    .slice(0, sourcesMax)
    .flatMap(({ value, path }) => readSource(root.at(value, path), around) ?? [])
  complainOfTwins(root, sources)
  return complaints.list.length > 0 ? { errors: complaints.list } : sources
}

function parseJson(text: string, complaints: Complaints): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/u, '')) as unknown
  } catch (error) {
    complaints.add('', `not JSON: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** A source's id is part of every device's address. */
function complainOfTwins(root: Place, sources: readonly BridgeSource[]): void {
  const ids = sources.map(({ id }) => id)
  const twin = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twin !== undefined) root.complain('sources', `id "${twin}" twice`)
}
