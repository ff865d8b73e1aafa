import { isEventReason } from './event-words.ts'

/** Longest `reason` while it was a text. */
const textMax = 200

type Body = Readonly<Record<string, unknown>>

/**
 * The event with a code as its reason. Until 0.1.0 the reason was a text: that becomes `other`, and
 * the text moves to `note`, which staff alone see. Anything else stays as it is.
 */
export function settleReason(body: Body): Body {
  const { reason, note } = body
  if (typeof reason !== 'string' || isEventReason(reason)) return body
  if (reason === '' || reason.length > textMax) return body
  const said = typeof note === 'string' ? `${reason} / ${note}` : (note ?? reason)
  return { ...body, reason: 'other', note: said }
}
