import { parsePath, type Path } from '#domain/devices/profiles/path.ts'
import { createPlainDialect, timeUnits } from '../dialects/plain.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { parseTopicPattern } from '../dialects/topic-pattern.ts'
import type { Place } from './place.ts'

/** Reads the part `mqtt` of a source: undefined where something is wrong with it. */
export function readPlain(source: Place): { dialect: Dialect; topics: string[] } | undefined {
  const place = source.part('mqtt')
  if (!place) {
    source.complain('mqtt', 'missing; the dialect "mqtt" needs topic and time')
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
