import type { InfluxStop } from './stops.ts'

/** What an answer to a write means for its batch. Nothing in here ever means "drop". */
export type WriteAnswer =
  | { kind: 'written' }
  /** Some line is bad, or all together are too much; `expired` lines are beyond the retention. */
  | { kind: 'refused'; words: string; expired: number }
  /** A person has to change something; the batch waits. */
  | { kind: 'stopped'; reason: InfluxStop; words: string }
  /** It may work by itself later. `retryAfterMs`: the server's own wish. */
  | { kind: 'later'; words: string; retryAfterMs: number | null }

export interface RawAnswer {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

// A server's words are shown in a status line and kept in quarantine, not its whole page.
const wordsMax = 300

// 201: some hosted 3.x report a partial success this way. 413: split until it fits.
const refusals: ReadonlySet<number> = new Set([201, 400, 413, 422])
const passing: ReadonlySet<number> = new Set([408, 425, 429])
/** Answers that a person has to do something about, to a write as to a question. */
export const stopsByStatus: ReadonlyMap<number, InfluxStop> = new Map<number, InfluxStop>([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'bucket_missing'],
])

/**
 * Reads a server's answer to a write. The same for 1.x, 2.x and 3.x, because they differ in whether
 * the good lines of a refused batch are in: writing them again changes nothing in any of them.
 */
export function readWriteAnswer(raw: RawAnswer, now: number): WriteAnswer {
  const { status } = raw
  if (status === 204) return { kind: 'written' }
  const words = readWords(raw)
  if (status === 400 && namesRequest(words)) {
    return { kind: 'stopped', reason: 'request_refused', words }
  }
  if (refusals.has(status)) return { kind: 'refused', words, expired: readExpired(words) }
  const stop = stopsByStatus.get(status)
  if (stop) return { kind: 'stopped', reason: stop, words }
  if (passing.has(status) || status >= 500) {
    return { kind: 'later', words, retryAfterMs: readRetryAfterMs(raw, now) }
  }
  // 200 with a proxy's page, a redirect to a login: whoever answers, it is no InfluxDB.
  return { kind: 'stopped', reason: 'not_influxdb', words: `HTTP ${status}: ${words}` }
}

// 2.8 answers `Please provide either orgID or org` with 400 where the organisation is missing, and
// 1.x `database is required`.
const requestForms = /either orgID or org|(organization|bucket|database)\b.*\b(not found|required)/i
// "unable to parse '…'", "partial write: field type conflict: …", "dropped 1 points …".
const pointForms =
  /pars(e|ing)|partial write|conflict|dropped|too (large|long)|max .*(size|length)|invalid (line|field|tag|number|boolean|timestamp|measurement)|missing (field|tag|measurement)/i

const namesRequest = (words: string): boolean => requestForms.test(words) && !pointForms.test(words)

/** True where the words speak of a line. Others may mean the whole request, whatever is in it. */
export const namesPoint = (words: string): boolean => pointForms.test(words)

/** The server's own explanation, out of any of the forms that the three versions use. */
export function readWords({ headers, body, status }: RawAnswer): string {
  const header = headers['x-influxdb-error']
  const words = readJsonWords(body) ?? (typeof header === 'string' ? header : body)
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, wordsMax) || `HTTP ${status}`
}

function readJsonWords(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    const { message, error } = parsed as { message?: unknown; error?: unknown }
    if (typeof message === 'string') return message
    if (typeof error === 'string') return error
  } catch {
    // Not JSON: the text itself are the words.
  }
  return undefined
}

// 1.x and early 2.x: "points beyond retention policy dropped=3"; later 2.x: "dropped 3 points
// outside retention policy of duration …". 3.x accepts such points and removes them itself.
const expiredForms = [
  /beyond retention policy dropped=(\d+)/,
  /dropped (\d+) points? outside retention policy/,
]

function readExpired(words: string): number {
  for (const form of expiredForms) {
    const match = form.exec(words)
    if (match) return Number(match[1])
  }
  return 0
}

/** `Retry-After` in seconds or as a date [RFC 9110 §10.2.3]; null where absent or unreadable. */
function readRetryAfterMs({ headers }: RawAnswer, now: number): number | null {
  const value = headers['retry-after']
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
