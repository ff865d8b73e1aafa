import type { FarSystem, Spoken } from '../dialects/dialect.ts'
import { farSystems } from '../dialects/index.ts'
import type { FarTarget } from '../far/session.ts'
import type { Place } from './place.ts'
import { readAccess, type ReadText } from './read-access.ts'
import type { BridgeSource } from './settings.ts'

/** What the file may ask the system for. */
export interface Surroundings {
  /** Names the default client ids, so that two cities do not cut each other off. */
  city: string
  readText: ReadText
}

/** Parts of a source that belong to one dialect alone. */
const partNames = farSystems.flatMap(({ settingsPart }) => settingsPart ?? [])

const sourceNames = [
  'id',
  'url',
  'username',
  'password_file',
  'ca_file',
  'cert_file',
  'key_file',
  'dialect',
  'max_uncommitted',
  'connections',
  ...partNames,
]

/** Bounds memory while the disk is slow: a thousand uplinks are about a megabyte. */
const uncommittedDefault = 1_000

const idRule = { pattern: /^[a-z0-9][a-z0-9-]{0,31}$/, words: 'a-z, 0-9 and -, at most 32' }
const urlRule = {
  pattern: /^(?:mqtts?|wss?):\/\/[^\s/@]+(?:\/[^\s@]*)?$/,
  words: 'mqtt://, mqtts://, ws:// or wss:// without user and password',
  isDiscreet: true,
}
// 23 bytes is what every 3.1.1 server takes; all known ones take more [MQTT-3.1.3-5].
const clientIdRule = { pattern: /^[\x21-\x7e]{1,128}$/, words: 'plain characters, at most 128' }

/** Reads one source; undefined, with all complaints made, where something is wrong. */
export function readSource(place: Place, around: Surroundings): BridgeSource | undefined {
  place.allow(sourceNames)
  const id = place.required('id', idRule)
  const url = place.required('url', urlRule)
  const uncommittedMax =
    place.integer('max_uncommitted', { min: 1, max: 65_535 }) ?? uncommittedDefault
  const dialectName = place.word(
    'dialect',
    farSystems.map(({ name }) => name),
  )
  const system = farSystems.find(({ name }) => name === dialectName)
  const spoken = system && readDialect(place, system)
  const access = readAccess(place, around.readText)
  const slices = readSlices(place, {
    id: id ?? '',
    city: around.city,
    topics: spoken?.topics ?? [],
  })
  if (id === undefined || url === undefined || !dialectName || !spoken) return undefined
  const connections = slices.map((slice): FarTarget => ({ url, ...access, ...slice }))
  return { id, dialectName, dialect: spoken.dialect, uncommittedMax, connections }
}

function readDialect(place: Place, { name, settingsPart, speak }: FarSystem): Spoken | undefined {
  for (const part of partNames) {
    if (part === settingsPart || !place.has(part)) continue
    const owner = farSystems.find((system) => system.settingsPart === part)
    place.complain(part, `only for the dialect "${owner?.name}", this is "${name}"`)
  }
  return speak(place)
}

interface Presets {
  id: string
  city: string
  topics: readonly string[]
}

/** The connections with their topics; one with the dialect's own where none is given. */
function readSlices(place: Place, { id, city, topics }: Presets) {
  const preset = (suffix: string) => `machimori-${city}-${id}${suffix}`
  if (!place.has('connections')) return [{ clientId: preset(''), topics }]
  const slices = place.list('connections')
  const read = slices.map(({ value, path }, index) => {
    const slice = place.at(value, path)
    slice.allow(['client_id', 'topics'])
    const suffix = slices.length === 1 ? '' : `-${index + 1}`
    const clientId = slice.text('client_id', clientIdRule) ?? preset(suffix)
    const own = slice.list('topics').flatMap((topic) => readFilter(slice, topic))
    if (slices.length > 1 && own.length === 0) {
      slice.complain('topics', 'missing; several connections need a slice of topics each')
    }
    return { clientId, topics: own.length > 0 ? own : topics }
  })
  complainOfTwins(place, read)
  return read
}

function readFilter(slice: Place, { value, path }: { value: unknown; path: string }): string[] {
  // `#` only as the last level, `+` only as a whole one [MQTT-4.7.1-2, MQTT-4.7.1-3].
  const isFilter =
    typeof value === 'string' && /^(?:(?:\+|[^+#/\0]*)\/)*(?:#|\+|[^+#/\0]*)$/u.test(value)
  if (isFilter && value !== '') return [value]
  const index = path.slice(slice.path.length + 1)
  slice.complain(index, 'expected a topic filter; + and # stand for whole levels')
  return []
}

function complainOfTwins(place: Place, slices: readonly { clientId: string }[]): void {
  const ids = slices.map(({ clientId }) => clientId)
  const twin = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twin === undefined) return
  place.complain('connections', `client_id "${twin}" twice: each would cut the other off`)
}
