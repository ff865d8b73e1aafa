import { isUtf8 } from 'node:buffer'
import { describeValue } from '#domain/payload/payload-check.ts'
import { readingsPerPayloadMax } from '#domain/payload/payload.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Decoded, RefusedElement } from './decoded.ts'
import { cutText, toKeptText } from './kept-text.ts'

/** Reads one element; a refusal is a value. */
export type DecodeElement<T extends object> = (element: unknown, oldestTs: number) => T | Refusal

interface DecodeOptions {
  takesArrays?: boolean | undefined
  /** What was measured before is kept nowhere, and refused. */
  oldestTs?: number
}

const nothing: readonly never[] = []

/** What was measured, or happened, at some time; a status has none and comes alone. */
type Timed = { readonly ts?: number }

/**
 * Bytes → the elements they hold, in order of time, and what is wrong with the others. Never throws,
 * whatever the bytes. An array with a bad element keeps its good ones; a status takes no arrays at all.
 */
export function decodePayload<T extends object & Timed>(
  payload: Uint8Array,
  decodeElement: DecodeElement<T>,
  { takesArrays = true, oldestTs = 0 }: DecodeOptions = {},
): Decoded<T> {
  const bytes = toBuffer(payload)
  if (!isUtf8(bytes)) return refuseWhole(bytes, 'the bytes are not UTF-8 text')
  const text = bytes.toString()
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return refuseWhole(bytes, explainSyntax(text, error))
  }
  if (takesArrays && Array.isArray(parsed))
    return decodeArray(parsed, text, (one) => decodeElement(one, oldestTs))
  const element = decodeElement(parsed, oldestTs)
  if (!isRefusal(element)) return { elements: [element], indices: null, refused: nothing }
  return refuseOne({ ...element, payload: cutText(text) })
}

/** A view, not a copy; MQTT hands over a Buffer anyway. */
function toBuffer(bytes: Uint8Array): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function decodeArray<T extends object & Timed>(
  array: readonly unknown[],
  text: string,
  decodeElement: (element: unknown) => T | Refusal,
): Decoded<T> {
  const refusal = refuseLength(array.length)
  if (refusal) return refuseOne({ ...refusal, payload: cutText(text) })
  const taken: { index: number; element: T }[] = []
  const refused: RefusedElement[] = []
  for (const [index, value] of array.entries()) {
    const element = decodeElement(value)
    if (isRefusal(element)) refused.push({ index, ...element, payload: toKeptText(value) })
    else taken.push({ index, element })
  }
  // A device may empty its buffer in any order. Of equal times the order of the array counts.
  taken.sort((a, b) => (a.element.ts ?? 0) - (b.element.ts ?? 0))
  return {
    elements: taken.map(({ element }) => element),
    indices: taken.map(({ index }) => index),
    refused,
  }
}

function refuseLength(length: number): Refusal | undefined {
  if (length === 0) return { code: 'array_empty', detail: 'the array is empty' }
  if (length <= readingsPerPayloadMax) return undefined
  const detail = `an array holds at most ${readingsPerPayloadMax}, this one ${length}; send several`
  return { code: 'array_too_long', detail }
}

function refuseWhole(bytes: Buffer, detail: string): Decoded<never> {
  return refuseOne({ code: 'payload_not_json', detail, payload: cutText(bytes.toString()) })
}

const refuseOne = (refused: Omit<RefusedElement, 'index'>): Decoded<never> => ({
  elements: nothing,
  indices: null,
  refused: [{ index: null, ...refused }],
})

function explainSyntax(text: string, error: unknown): string {
  if (text === '') return 'the payload is empty'
  if (text.startsWith('\ufeff')) return 'begins with a byte order mark; send UTF-8 without one'
  const bare = /[:[,]\s*(-?(?:NaN|Infinity))\b/.exec(text)
  if (bare) return `${bare[1]} is not JSON; send null where there is no value`
  return error instanceof Error ? cutText(error.message, 200) : describeValue(error)
}
