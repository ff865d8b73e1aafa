import { parseTimestamp } from '#domain/timestamp.ts'
import type { TimeRange } from '#store/store.ts'
import { Problem } from '../problem.ts'

/** What people leave out and a device may not: the T, and the seconds. */
const loose = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/

/** Reads RFC 3339 with offset, or integer epoch ms; undefined for anything else. */
export function parseTime(text: string): number | undefined {
  if (/^-?\d{1,15}$/.test(text)) return Number(text)
  const [, day, minute, second = ':00', offset] = loose.exec(text) ?? []
  // Not Date.parse: it takes 30 February for a day in March.
  const ms = parseTimestamp(`${day}T${minute}${second}${offset}`)
  return typeof ms === 'number' ? ms : undefined
}

const dayMs = 86_400_000
/** Device clocks may run ahead by so much and still count (design §2), so "until now" includes it. */
const clockAheadMs = 300_000

/**
 * `from` inclusive, `to` exclusive; the last day where neither is given.
 * @throws Problem `query_invalid` with a pointer to what is wrong.
 */
export function parseTimeRange(
  query: { from?: string | undefined; to?: string | undefined },
  now: number,
): TimeRange {
  const to = query.to === undefined ? now + clockAheadMs : readTime('/to', query.to)
  const from = query.from === undefined ? to - dayMs : readTime('/from', query.from)
  if (from >= to) {
    const detail = '`from` must be before `to`, which is exclusive'
    throw new Problem('query_invalid', 'The range is empty', [{ pointer: '/from', detail }])
  }
  return { from, to }
}

function readTime(pointer: string, text: string): number {
  const ms = parseTime(text)
  if (ms !== undefined) return ms
  // A plus sign in a query stands for a space, and the offset is lost: the usual mistake.
  const detail = 'Needs RFC 3339 with offset (a + must be sent as %2B), or epoch ms'
  throw new Problem('query_invalid', `Time not understood: ${text}`, [{ pointer, detail }])
}
