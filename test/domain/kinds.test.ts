import { describe, expect, it } from 'vitest'
import { errors } from '#domain/words/errors.ts'
import { kinds } from '#domain/kinds/index.ts'
import { createReadingDecoder } from '#ingest/decode/decode-reading.ts'
import { decodePayload } from '#ingest/decode/decode-payload.ts'

const toBytes = (payload: unknown) => Buffer.from(JSON.stringify(payload))

describe.each(kinds)('$id examples', (kind) => {
  const decode = createReadingDecoder(kind)

  it.each(kind.examples.accepted)('takes $name', ({ payload }) => {
    const { elements, refused } = decodePayload(toBytes(payload), decode)
    expect(refused).toEqual([])
    const { ts: _ts, seq, boot, ...values } = payload
    expect(elements[0]).toMatchObject({ seq: seq ?? null, boot: boot ?? null, values })
  })

  it.each(kind.examples.rejected)('refuses $name', ({ payload, code }) => {
    expect(Object.keys(errors)).toContain(code)
    const { elements, refused } = decodePayload(toBytes(payload), decode)
    expect(elements).toEqual([])
    expect(refused.map((refusal) => refusal.code)).toEqual([code])
  })

  it('shows every field at least once', () => {
    const shown = new Set(kind.examples.accepted.flatMap(({ payload }) => Object.keys(payload)))
    expect([...shown]).toEqual(expect.arrayContaining(Object.keys(kind.payload.properties)))
  })
})
