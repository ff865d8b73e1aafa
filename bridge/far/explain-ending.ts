import type { BridgeTrouble } from '#domain/operation/bridge.ts'

/** Why a connection ended: what a person can do about it, and the words it ended with. */
export interface Ending {
  trouble: BridgeTrouble
  words: string | null
}

/** Return codes of CONNACK [MQTT-3.2.2.3]. */
const returnCodes: Readonly<Record<number, BridgeTrouble>> = {
  1: 'protocol',
  2: 'client_id_refused',
  3: 'unreachable',
  4: 'refused',
  5: 'refused',
}

const troublesByCode: readonly [pattern: RegExp, trouble: BridgeTrouble][] = [
  [/^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ENETDOWN)/, 'unreachable'],
  [/^ETIMEDOUT/, 'no_answer'],
  [
    /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|ERR_SSL_TLSV1_ALERT)/,
    'certificate',
  ],
  [/^(EPROTO|ERR_SSL)/, 'protocol'],
]

/** Puts an error of the network or of CONNACK into words for people. */
export function explainEnding(error: Error & { code?: unknown; errors?: unknown }): Ending {
  const words = wordsOf(error)
  const { code } = error
  if (typeof code === 'number') return { trouble: returnCodes[code] ?? 'protocol', words }
  const found = troublesByCode.find(([pattern]) => typeof code === 'string' && pattern.test(code))
  return { trouble: found?.[1] ?? guessByWords(error.message), words }
}

/** MQTT.js tells its own errors, and those of its parser, by words alone. */
function guessByWords(message: string): BridgeTrouble {
  if (/timeout/i.test(message)) return 'no_answer'
  if (/packet|header|protocol|unexpected server response/i.test(message)) return 'protocol'
  return 'closed'
}

/** Node tries every address of a name and then says nothing itself (`AggregateError`). */
function wordsOf({ message, errors }: Error & { errors?: unknown }): string {
  if (message !== '') return message
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : []
  return first instanceof Error ? first.message : 'unknown error'
}
