import type { Values } from '#domain/readings/values.ts'
import type { ErrorCode } from '#domain/words/errors.ts'

/** A reading as sent: the envelope read, the kind's own fields apart, nothing judged yet. */
export interface DecodedReading {
  /** Epoch ms. */
  ts: number
  seq: number | null
  boot: string | null
  values: Values
}

export interface DecodedEvent {
  event_id: string
  type: string
  ts: number
  seq: number | null
  boot: string | null
  body: Readonly<Record<string, unknown>>
}

export interface DecodedStatus {
  online: boolean
}

/** What cannot be stored as what it claims to be, with the text to keep. */
export interface RefusedElement {
  /** Index in the array that carried it; null for a whole payload. */
  index: number | null
  code: ErrorCode
  detail: string
  /** At most `quarantinePayloadMax` bytes. */
  payload: string
}

export interface Decoded<T> {
  /** In order of time. */
  elements: readonly T[]
  /** Where in the array each element stood; null where the payload is no array. */
  indices: readonly number[] | null
  refused: readonly RefusedElement[]
}
