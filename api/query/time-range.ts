import { parseTimestamp } from '#domain/readings/timestamp.ts'
import type { TimeRange } from '#store/store.ts'
import { Problem } from '../problems/problem.ts'

/** What people leave out and a device may not: the T, and the seconds. */
const loose = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/

// In ms these are days of 1970 to 1973, in seconds all days from 1973 on: somebody means seconds.
const secondsMin = 1e8
const secondsMax = 1e11

const isInSeconds = (text: string): boolean =>
  /^\d{9,11}$/.test(text) && Number(text) >= secondsMin && Number(text) < secondsMax

/**
 * Reads RFC 3339 with offset, or integer epoch ms; undefined for anything else, and for a number
 * that was meant in seconds.
 */
export function parseTime(text: string): number | undefined {
  if (/^-?\d{1,15}$/.test(text)) {
    const ms = Number(text)
    return isInSeconds(text) ? undefined : ms
  }
  const [, day, minute, second = ':00', offset] = loose.exec(text) ?? []
  // Not Date.parse: it takes 30 February for a day in March.
  const ms = parseTimestamp(`${day}T${minute}${second}${offset}`)
  return typeof ms === 'number' ? ms : undefined
}

const dayMs = 86_400_000
/** Device clocks may run ahead by so much and still count (design §2), so "until now" includes it. */
export const clockAheadMs = 300_000

/**
 * `from` inclusive, `to` exclusive; the last day where neither is given.
 * @throws Problem `query_invalid` with a pointer to what is wrong.
 */
export function parseTimeRange(
  query: { from?: string | undefined; to?: string | undefined },
  now: number,
): TimeRange {
  const wrong = (['from', 'to'] as const).filter((name) => !isTime(query[name]))
  if (wrong.length > 0) throw notUnderstood(query, wrong)
  const to = (query.to === undefined ? undefined : parseTime(query.to)) ?? now + clockAheadMs
  const from = (query.from === undefined ? undefined : parseTime(query.from)) ?? to - dayMs
  if (from >= to) {
    const detail = '`from` must be before `to`, which is exclusive'
    throw new Problem('query_invalid', 'The range is empty', [{ pointer: '/from', detail }])
  }
  return { from, to }
}

const isTime = (text: string | undefined) => text === undefined || parseTime(text) !== undefined

/** Both ends at once: nobody likes to be told the second mistake after the first is mended. */
function notUnderstood(
  query: { from?: string | undefined; to?: string | undefined },
  wrong: readonly ('from' | 'to')[],
): Problem {
  const seconds = wrong.find((name) => isInSeconds(query[name] ?? ''))
  if (seconds) {
    const detail = `Looks like seconds; send milliseconds: ${query[seconds]}000`
    return new Problem('query_invalid', `Time in seconds: ${query[seconds]}`, [
      { pointer: `/${seconds}`, detail },
    ])
  }
  // A plus sign in a query stands for a space, and the offset is lost: the usual mistake.
  const detail = 'Needs RFC 3339 with offset (a + must be sent as %2B), or epoch ms (13 digits)'
  const texts = wrong.map((name) => query[name]).join(', ')
  const pointers = wrong.map((name) => ({ pointer: `/${name}`, detail }))
  return new Problem('query_invalid', `Time not understood: ${texts}`, pointers)
}
