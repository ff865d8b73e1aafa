import { isOnTime } from '#domain/readings/freshness.ts'
import { errors, isErrorCode } from '#domain/words/errors.ts'
import { remedies } from '#domain/words/remedies.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import type { MessageResource } from '#domain/wire/message.ts'
import type { TextOf, Words } from '../../words/words.ts'
import { findField, headlineField } from '../value/figure.ts'
import { freshnessAt, type CityDevice } from './city-device.ts'
import type { Standing } from './standing.ts'
import { troubleOf, type Trouble } from './trouble.ts'

/** Why a device that is heard gives no value, and what to do: lines for its panel. */
export interface Silence {
  title: string
  /** What says so, in the words of the sensor or of the refusal. */
  reasons: readonly string[]
  remedy: string
}

interface Told {
  device: CityDevice
  kind: KindResource
  standing: Standing
  /** The last messages, newest first; none where the reader may not see them. */
  messages: readonly MessageResource[]
  /** By the server's clock. */
  now: number
  textOf: TextOf
  words: Words
}

/** Troubles in which the panel asks whether something is heard all the same. */
const silentTroubles: ReadonlySet<Trouble> = new Set(['missing', 'expired', 'no_value', 'late'])

export const isSilent = (standing: Standing): boolean => {
  const trouble = troubleOf(standing)
  return trouble !== undefined && silentTroubles.has(trouble)
}

/** Undefined where the device is well, or where nothing arrives at all. */
export function explainSilence(told: Told): Silence | undefined {
  const { standing, messages } = told
  if (!isSilent(standing)) return undefined
  const [newest] = messages.filter(({ channel }) => channel === 'reading')
  const refused = newest && explainRefused(newest, told)
  return refused ?? (standing.noValue ? explainNoValue(newest, told) : undefined)
}

/** What came lately, after the newest reading, and could not be read. */
function explainRefused(
  newest: MessageResource,
  { device, textOf, words, now }: Told,
): Silence | undefined {
  const { latest } = device
  const { accepted, received_ts: ts } = newest
  const [refusal] = newest.quarantined
  if (!refusal || accepted > 0 || (latest && ts < latest.received_ts)) return undefined
  // What came long ago says nothing of the radio now.
  if (!isOnTime(freshnessAt(device, { ts }, now))) return undefined
  const { unread, unreadDirect } = words.panel.noValue
  const title = newest.source === null ? unreadDirect : unread
  const { code, detail } = refusal
  if (!isErrorCode(code)) return { title, reasons: [code, detail], remedy: '' }
  return { title, reasons: [textOf(errors[code].title), detail], remedy: textOf(remedies[code]) }
}

function explainNoValue(
  newest: MessageResource | undefined,
  { device: { latest }, kind, textOf, words }: Told,
): Silence | undefined {
  const field = headlineField(kind, latest)
  if (!latest || !field || latest.values[field.name] !== null) return undefined
  const { bridged, direct, check, said: sayWhat, silent } = words.panel.noValue
  const isBridged = newest !== undefined && newest.source !== null
  const reasons = (newest?.no_value ?? []).map(({ field: name, path, said }) => {
    const label = textOf(findField(kind, name)?.label) ?? name
    return said === null ? silent(label, path) : sayWhat(label, path, said)
  })
  return { title: isBridged ? bridged : direct, reasons, remedy: check }
}
