import type { CityEvent } from '#domain/facts/event.ts'
import { eventFields, eventReasons, eventTypes } from '#domain/mobility/event-words.ts'
import { flags, reasonTests, type Flag } from '#domain/readings/flags.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { TextOf, Words } from '../../words/words.ts'

/** What the texts are made with. */
export interface EventTexts {
  textOf: TextOf
  words: Words
  time(ts: number): string
  /** The name of a stop; undefined where the city does not list it. */
  stopName(id: string): Labels | undefined
}

/** An event in words: what, for whom and where, and what is wrong with it. */
export interface EventLine {
  title: string
  /** In the order in which they are read. */
  details: string[]
  note: string | null
  /** Null where nothing is wrong. */
  verdict: { flag: Flag; reasons: string[] } | null
}

type Body = CityEvent['body']

/** One event of a vehicle's list. An unknown word of a dispatcher's system is shown as it is. */
export function describeEvent(event: CityEvent, texts: EventTexts): EventLine {
  const { type, body, flag, reasons } = event
  const { textOf, words } = texts
  const { request_id: request, note } = body
  const details = [
    partyText(body, texts),
    wayText(body, texts),
    wordOf(eventReasons, body['reason'], textOf),
    timeText(body['wished_ts'], words.events.wished, texts),
    timeText(body['promised_ts'], words.events.promised, texts),
    typeof request === 'string' ? words.events.request(request) : null,
  ]
  return {
    title: wordOf(eventTypes, type, textOf) ?? type,
    details: details.filter((part) => part !== null),
    note: typeof note === 'string' ? words.events.note(note) : null,
    verdict:
      flag === flags.pass
        ? null
        : { flag: flag as Flag, reasons: reasons.map((reason) => reasonText(reason, texts)) },
  }
}

function wordOf(
  labels: Readonly<Record<string, Labels>>,
  word: unknown,
  textOf: TextOf,
): string | null {
  if (typeof word !== 'string' || word === '') return null
  const known = Object.hasOwn(labels, word) ? labels[word] : undefined
  return known ? textOf(known) : word
}

/** `2人（大人1人・子ども1人・車いす）` */
function partyText(body: Body, { textOf, words }: EventTexts): string | null {
  const { events, sign } = words
  const parts = (['adults', 'children'] as const).flatMap((name) => {
    const count = body[name]
    return typeof count === 'number' ? [events.part(textOf(eventFields[name]), count)] : []
  })
  if (body['wheelchair'] === true) parts.push(textOf(eventFields.wheelchair))
  const { passengers } = body
  const whole = typeof passengers === 'number' ? events.people(passengers) : null
  if (parts.length === 0) return whole
  const listed = parts.join(sign.dot)
  return whole === null ? listed : events.parts(whole, listed)
}

function wayText(body: Body, texts: EventTexts): string | null {
  const { events } = texts.words
  const from = placeText(body, '', texts)
  const to = placeText(body, 'to_', texts)
  if (to === null) return from
  return from === null ? events.wayTo(to) : events.way(from, to)
}

/** A door is nobody's business on a screen: only stops are named. */
function placeText(body: Body, prefix: '' | 'to_', texts: EventTexts): string | null {
  const stop = body[`${prefix}stop_id`]
  if (typeof stop === 'string') return texts.textOf(texts.stopName(stop)) || stop
  return typeof body[`${prefix}lat`] === 'number' ? texts.words.events.point : null
}

function timeText(
  sent: unknown,
  say: (time: string) => string,
  { time }: EventTexts,
): string | null {
  const ts = parseTimestamp(sent, 'ts')
  return typeof ts === 'number' ? say(time(ts)) : null
}

/** `order:promised_ts` → 「約束の時刻：前後関係の矛盾」. */
function reasonText(reason: string, { textOf, words }: EventTexts): string {
  const [test = reason, field] = reason.split(':')
  const said = wordOf(reasonTests, test, textOf) ?? test
  if (field === undefined) return said
  const own: Readonly<Record<string, string>> = words.events.fields
  return `${own[field] ?? wordOf(eventFields, field, textOf)}${words.sign.colon}${said}`
}
