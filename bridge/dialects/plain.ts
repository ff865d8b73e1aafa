import { parsePath, type Path } from '#domain/devices/profiles/path.ts'
import type { Place } from '../settings/place.ts'
import type { FarSystem, Spoken } from './dialect.ts'
import { createPlainDialect, timeUnits } from './plain-dialect.ts'
import { parseTopicPattern } from './topic-pattern.ts'

const settingsPart = 'mqtt'

/** Any other broker with JSON: the part `mqtt` of its source says what stands where. */
export const plain: FarSystem = { name: 'mqtt', title: 'MQTT', settingsPart, speak: readPlain }

function readPlain(source: Place): Spoken | undefined {
  const place = source.part(settingsPart)
  if (!place) {
    source.complain(settingsPart, 'missing; the dialect "mqtt" needs topic and time')
    return undefined
  }
  place.allow(['topic', 'time', 'seq', 'boot', 'fields'])
  const topic = readPattern(place)
  const time = readTime(place)
  const seq = readPathAt(place, 'seq')
  const boot = readPathAt(place, 'boot')
  const fields = readFields(place)
  if (!topic || !time) return undefined
  return { dialect: createPlainDialect({ topic, time, seq, boot, fields }), topics: [topic.filter] }
}

function readPattern(place: Place) {
  const text = place.required('topic', { words: 'a topic like sensors/{device}/data' })
  if (text === undefined) return undefined
  const pattern = parseTopicPattern(text)
  if (!('error' in pattern)) return pattern
  place.complain('topic', pattern.error)
  return undefined
}

function readTime(place: Place) {
  const time = place.part('time')
  if (!time) {
    place.complain('time', 'missing; without a time of its own a message that comes twice is two')
    return undefined
  }
  time.allow(['path', 'unit'])
  const unit = time.word('unit', timeUnits)
  if (!time.has('path')) time.complain('path', 'missing; expected where the time stands')
  const path = readPathAt(time, 'path')
  return unit && path && { unit, path }
}

function readFields(place: Place): Record<string, Path> | undefined {
  const part = place.part('fields')
  if (!part) return undefined
  const read = part.names().map((name) => [name, readPathAt(part, name)] as const)
  return Object.fromEntries(read.flatMap(([name, path]) => (path ? [[name, path]] : [])))
}

function readPathAt(place: Place, name: string): Path | undefined {
  const text = place.text(name, { words: 'a path like data.level' })
  if (text === undefined) return undefined
  const path = parsePath(text)
  if (!('error' in path)) return path
  place.complain(name, path.error)
  return undefined
}
