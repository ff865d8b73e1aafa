import { compilePayloadCheck } from '#domain/payload/payload-check.ts'
import { statusPayload } from '#domain/payload/payload.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { DecodedStatus } from './decoded.ts'

const check = compilePayloadCheck(statusPayload)

/** Reads `{"online":true}` or `{"online":false}`, nothing else. */
export function decodeStatus(element: unknown): DecodedStatus | Refusal {
  if (!check.accepts(element)) return check.explain(element)
  return { online: element['online'] === true }
}
