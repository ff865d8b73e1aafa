import { isJson } from '#domain/payload/json.ts'
import type { Dialect } from '#bridge/dialects/dialect.ts'
import { farSystems } from '#bridge/dialects/index.ts'
import { createComplaints, Place } from '#bridge/settings/place.ts'

/** A sample as a far broker would have sent it. */
export interface Enveloped {
  /** The system it comes from, as people know it, or `decoded object`. */
  form: string
  dialect: Dialect
  topic: string
  body: unknown
  /** Undefined where the sample says none. */
  address: string | undefined
}

/** Finds out what a sample is: a captured message, an uplink of a network server, or its object. */
export function readEnvelope(value: unknown, now: number): Enveloped {
  const body = isJson(value) && typeof value['topic'] === 'string' ? value['payload'] : value
  for (const { title, recognise, speak } of farSystems) {
    const found = recognise?.(body)
    const spoken = found && speak(new Place({}, '', createComplaints('sample')))
    if (spoken) return { form: title, dialect: spoken.dialect, body, ...found }
  }
  return { form: 'decoded object', dialect: decodedAt(now), topic: '', body, address: undefined }
}

/** The address that a bare decoded object is tried under. */
const nobody = '0000000000000000'

/** What a decoder gave, as an uplink that comes now. */
const decodedAt = (ts: number): Dialect => ({
  reads: () => true,
  addressOf: () => nobody,
  read: (_, decoded) => {
    return { type: 'uplink', address: nobody, ts, seq: null, boot: null, decoded, radio: {} }
  },
})
