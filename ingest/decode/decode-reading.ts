import type { FieldValue, Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { compilePayloadCheck } from '#domain/payload/payload-check.ts'
import { createReadingPayload } from '#domain/payload/payload.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import { refuseOld } from './refuse-old.ts'
import type { DecodeElement } from './decode-payload.ts'
import type { DecodedReading } from './decoded.ts'

/** The decoder of a kind's readings, compiled once from its payload schema. */
export function createReadingDecoder(kind: Kind): DecodeElement<DecodedReading> {
  const check = compilePayloadCheck(createReadingPayload(kind))
  const names = Object.keys(kind.payload.properties)
  const { requireOneOf, refine } = kind

  return (element, oldestTs) => {
    if (!check.accepts(element)) return check.explain(element)
    const ts = parseTimestamp(element['ts'])
    if (typeof ts !== 'number') return ts
    if (ts < oldestTs) return refuseOld(ts, oldestTs)
    const values = pickValues(element, names)
    const refusal = refuseNothing(values, requireOneOf) ?? refine?.(values)
    if (refusal) return refusal
    return {
      ts,
      seq: (element['seq'] as number | undefined) ?? null,
      boot: (element['boot'] as string | undefined) ?? null,
      values,
    }
  }
}

/** In the order of the schema, so that equal readings are equal in whatever order they came. */
function pickValues(element: Readonly<Record<string, unknown>>, names: readonly string[]): Values {
  const values: Record<string, FieldValue> = {}
  for (const name of names) {
    const value = element[name] as FieldValue | undefined
    // JSON can say -0, which means nothing and which no store gives back.
    if (value !== undefined) values[name] = value === 0 ? 0 : value
  }
  return values
}

function refuseNothing(values: Values, names: readonly string[] | undefined): Refusal | undefined {
  if (!names || names.some((name) => values[name] !== undefined)) return undefined
  return { code: 'no_value', detail: `send at least one of ${names.join(', ')}` }
}
