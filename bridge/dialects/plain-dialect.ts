import { readPath, type Path } from '#domain/devices/profiles/path.ts'
import { isJson } from '#domain/payload/json.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'
import type { Dialect } from './dialect.ts'
import type { TopicPattern } from './topic-pattern.ts'

export const timeUnits = ['s', 'ms', 'rfc3339'] as const
export type TimeUnit = (typeof timeUnits)[number]

/** Where a plain broker's messages hold what we need. */
export interface PlainSettings {
  topic: TopicPattern
  time: { path: Path; unit: TimeUnit }
  seq?: Path | undefined
  boot?: Path | undefined
  /** Names for the profile, by path; the whole message where absent. */
  fields?: Readonly<Record<string, Path>> | undefined
}

/** Any other broker whose messages are JSON: the bridge file says what stands where. */
export function createPlainDialect(settings: PlainSettings): Dialect {
  const { topic: pattern, time, seq, boot, fields } = settings

  const pick = (body: unknown) => {
    if (!fields) return body
    const found = Object.entries(fields).map(
      ([name, path]) => [name, readPath(body, path)] as const,
    )
    return Object.fromEntries(found.filter(([, value]) => value !== undefined))
  }
  return {
    reads: (topic) => pattern.match(topic) !== undefined,
    addressOf: (topic) => pattern.match(topic) ?? '',
    read(topic, body) {
      const address = pattern.match(topic) ?? ''
      const refuse = (refusal: Refusal) => ({ type: 'refused', address, refusal }) as const
      if (!isJson(body)) return refuse({ code: 'payload_shape', detail: 'expected a JSON object' })
      const ts = readTime(readPath(body, time.path), time)
      if (typeof ts !== 'number') return refuse(ts)
      const counter = seq && readPath(body, seq)
      const start = boot && readPath(body, boot)
      return {
        type: 'uplink',
        address,
        ts,
        // Of another type: as it is, for the door to refuse with a reason.
        seq: (counter ?? null) as number | null,
        boot: typeof start === 'number' ? String(start) : ((start ?? null) as string | null),
        decoded: pick(body),
        radio: {},
      }
    },
  }
}

function readTime(value: unknown, { path, unit }: PlainSettings['time']): number | Refusal {
  if (value === undefined) return { code: 'ts_missing', detail: `${path.text}: no time there` }
  if (unit === 'rfc3339') {
    if (typeof value === 'string') return parseTimestamp(value, path.text)
    return { code: 'ts_invalid', detail: `${path.text}: expected an RFC 3339 text` }
  }
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value
  if (typeof number !== 'number') {
    return { code: 'ts_invalid', detail: `${path.text}: expected a number (${unit})` }
  }
  // A fraction finer than a millisecond is cut off, as in RFC 3339 times.
  const ts = parseTimestamp(Math.floor(unit === 's' ? number * 1000 : number), path.text)
  if (typeof ts === 'number' || !isRefusal(ts)) return ts
  return { code: ts.code, detail: `${ts.detail} (the bridge file says unit ${unit})` }
}
