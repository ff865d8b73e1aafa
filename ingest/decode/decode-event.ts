import { settleReason } from '#domain/mobility/settle-reason.ts'
import { eventPayload, eventTimeFields, refineEvent } from '#domain/payload/event.ts'
import { isJson } from '#domain/payload/json.ts'
import { compilePayloadCheck } from '#domain/payload/payload-check.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'
import type { DecodedEvent } from './decoded.ts'

const check = compilePayloadCheck(eventPayload)

/** Reads one passenger or trip event; `body` is the element as sent, with a code as its reason. */
export function decodeEvent(sent: unknown): DecodedEvent | Refusal {
  const element = isJson(sent) ? settleReason(sent) : sent
  if (!check.accepts(element)) return check.explain(element)
  const ts = parseTimestamp(element['ts'])
  if (typeof ts !== 'number') return ts
  const refusal = refuseTimes(element) ?? refineEvent(element)
  if (refusal) return refusal
  return {
    event_id: element['event_id'] as string,
    type: element['type'] as string,
    ts,
    seq: (element['seq'] as number | undefined) ?? null,
    boot: (element['boot'] as string | undefined) ?? null,
    body: element,
  }
}

function refuseTimes(element: Readonly<Record<string, unknown>>): Refusal | undefined {
  for (const field of eventTimeFields) {
    if (element[field] === undefined) continue
    const read = parseTimestamp(element[field], field)
    if (typeof read !== 'number' && isRefusal(read)) return read
  }
  return undefined
}
