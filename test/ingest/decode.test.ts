import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findKind, getKind, kinds } from '#domain/kinds/index.ts'
import { quarantinePayloadMax } from '#domain/payload/quarantine.ts'
import { decodeEvent } from '#ingest/decode/decode-event.ts'
import { decodePayload } from '#ingest/decode/decode-payload.ts'
import { createReadingDecoder } from '#ingest/decode/decode-reading.ts'
import { decodeStatus } from '#ingest/decode/decode-status.ts'

const ts = 1_795_334_400_000
const decoders = new Map(kinds.map((kind) => [kind.id, createReadingDecoder(kind)]))

function decode(kind: string, payload: string | Uint8Array) {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  return decodePayload(bytes, decoders.get(kind) ?? createReadingDecoder(getKind(kind)))
}

function refusalOf(kind: string, payload: string | Uint8Array) {
  const { elements, refused } = decode(kind, payload)
  expect(elements).toEqual([])
  expect(refused).toHaveLength(1)
  return refused[0]
}

describe('a payload that is no JSON', () => {
  it.each([
    ['', 'empty'],
    ['{"ts":', 'JSON'],
    [`{"ts":${ts},"level_m":NaN}`, 'NaN is not JSON'],
    [`{"ts":${ts},"level_m":-Infinity}`, '-Infinity is not JSON'],
    ['\ufeff{}', 'byte order mark'],
  ])('%j is kept whole, with the reason', (payload, words) => {
    const refused = refusalOf('flood', payload)
    expect(refused).toMatchObject({ code: 'payload_not_json', index: null, payload })
    expect(refused?.detail).toContain(words)
  })

  it('may be bytes that are no text at all', () => {
    expect(refusalOf('flood', Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d))).toMatchObject({
      code: 'payload_not_json',
      detail: 'the bytes are not UTF-8 text',
    })
  })

  it('is cut between two characters where it is long', () => {
    const refused = refusalOf('flood', `"${'水'.repeat(2_000)}`)
    expect(Buffer.byteLength(refused?.payload ?? '')).toBeLessThanOrEqual(quarantinePayloadMax)
    expect(refused?.payload).toMatch(/^"水+$/)
  })

  it('may be nested so deeply that it cannot be written again', () => {
    const depth = 20_000
    const { refused } = decode('flood', `[${'['.repeat(depth)}${']'.repeat(depth)}]`)
    expect(refused[0]).toMatchObject({ code: 'payload_shape', index: 0 })
  })
})

describe('a reading of every kind', () => {
  const accepted = kinds.flatMap(({ id, examples }) =>
    examples.accepted.map((example) => ({ kind: id, ...example })),
  )
  const rejected = kinds.flatMap(({ id, examples }) =>
    examples.rejected.map((example) => ({ kind: id, ...example })),
  )

  it.each(accepted)('$kind, $name: comes out as it went in', ({ kind, payload }) => {
    const { elements, refused } = decode(kind, JSON.stringify(payload))
    expect(refused).toEqual([])
    const { ts: _, seq = null, boot = null, ...values } = payload
    expect(elements).toEqual([{ ts: expect.any(Number) as number, seq, boot, values }])
  })

  it.each(rejected)('$kind, $name: $code', ({ kind, payload, code }) => {
    expect(refusalOf(kind, JSON.stringify(payload))?.code).toBe(code)
  })
})

describe('what is wrong with a reading', () => {
  it.each([
    [
      `{"ts":${ts},"level_m":1e999}`,
      'field_type',
      'level_m: expected a number or null, got a number too large to hold',
    ],
    [
      `{"ts":${ts},"levle_m":1}`,
      'field_unknown',
      '"levle_m": unknown field; did you mean level_m?',
    ],
    [
      `{"ts":${ts},"level_m":1,"seq":-1}`,
      'field_type',
      'seq: expected a whole number from 0 to 4294967295, got -1',
    ],
    [`{"ts":${ts},"level_m":1,"seq":4294967296}`, 'field_type', 'seq'],
    [`{"ts":${ts},"level_m":1,"boot":""}`, 'field_type', 'boot'],
    [`{"ts":${ts},"level_m":1,"__proto__":{"x":1}}`, 'field_unknown', '"__proto__"'],
    [`{"ts":${ts},"level":1}`, 'field_unknown', 'did you mean level_m?'],
    ['{"level_m":1}', 'ts_missing', 'ts: missing; expected epoch milliseconds or an RFC 3339'],
    ['{"ts":null,"level_m":1}', 'ts_invalid', 'ts: expected epoch milliseconds or an RFC 3339'],
    ['3', 'payload_shape', 'expected an object, got 3'],
    ['null', 'payload_shape', 'got null'],
  ])('%s: %s', (payload, code, words) => {
    const refused = refusalOf('flood', payload)
    expect(refused?.code).toBe(code)
    expect(refused?.detail).toContain(words)
  })

  it('names every bad field, not only the first', () => {
    const refused = refusalOf('flood', `{"ts":${ts},"level_m":"1.2","battery_v":"ok","mac":"a"}`)
    expect(refused?.detail).toContain('level_m: expected a number or null, got the text "1.2"')
    expect(refused?.detail).toContain('battery_v: expected a number, got the text "ok"')
    expect(refused?.detail).toContain('"mac": unknown field')
  })

  it('names a few of ten thousand unknown fields and counts the others', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => [`f${index}`, 1])
    const refused = refusalOf('flood', JSON.stringify(Object.fromEntries(names)))
    expect(refused?.code).toBe('field_unknown')
    // The missing `ts` is one of the others.
    expect(refused?.detail).toMatch(/^"f0".*"f7".*and 9993 more$/)
  })

  it('writes out marks that would turn round or hide the rest of the line', () => {
    const refused = refusalOf('flood', `{"ts":${ts},"lev\u202eel_m":1,"a\u200bb":2}`)
    expect(refused?.detail).toContain(String.raw`"lev\u{202e}el_m": unknown field`)
    expect(refused?.detail).toContain(String.raw`"a\u{200b}b": unknown field`)
  })
})

describe('an array', () => {
  const good = (index: number) => ({ ts: ts + index, level_m: index })

  it('keeps its good readings and names the bad one by its index', () => {
    const { elements, refused } = decode('flood', JSON.stringify([good(0), { ts: 'x' }, good(2)]))
    expect(elements.map((reading) => reading.ts)).toEqual([ts, ts + 2])
    expect(refused).toMatchObject([{ index: 1, code: 'ts_invalid', payload: '{"ts":"x"}' }])
  })

  it('holds up to 500', () => {
    const many = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => good(i)))
    expect(decode('flood', many(500)).elements).toHaveLength(500)
    expect(refusalOf('flood', many(501))).toMatchObject({ code: 'array_too_long', index: null })
    expect(refusalOf('flood', '[]')).toMatchObject({ code: 'array_empty', index: null })
  })
})

describe('a status', () => {
  const decodeOne = (payload: string) =>
    decodePayload(Buffer.from(payload), decodeStatus, { takesArrays: false })

  it('says online or offline and nothing else', () => {
    expect(decodeOne('{"online":true}').elements).toEqual([{ online: true }])
    expect(decodeOne('{"online":false}').elements).toEqual([{ online: false }])
    expect(decodeOne('{"online":1}').refused).toMatchObject([{ code: 'field_type' }])
    expect(decodeOne('{"online":true,"ts":1}').refused).toMatchObject([{ code: 'field_unknown' }])
    expect(decodeOne('[{"online":true}]').refused).toMatchObject([{ code: 'payload_shape' }])
  })
})

describe('an event', () => {
  const decodeOne = (event: object) =>
    decodePayload(Buffer.from(JSON.stringify(event)), decodeEvent)
  const pickup = { event_id: 'r1-pickup', ts, type: 'pickup', stop_id: 'S1', passengers: 2 }

  it('keeps its body as sent', () => {
    const sent = { ...pickup, seq: 7, requested_ts: '2026-11-22T18:00:00+09:00', wheelchair: true }
    expect(decodeOne(sent).elements).toEqual([
      { event_id: 'r1-pickup', type: 'pickup', ts, seq: 7, boot: null, body: sent },
    ])
  })

  it.each([
    [{ ts, type: 'pickup' }, 'field_missing'],
    [{ ...pickup, type: 'party' }, 'field_type'],
    [{ ...pickup, phone: '090' }, 'field_unknown'],
    [{ ...pickup, lat: 35.9 }, 'position_half'],
    [{ ...pickup, lat: 0, lon: 0 }, 'position_zero'],
    [{ ...pickup, promised_ts: 1_795_334_400 }, 'ts_in_seconds'],
    [{ ...pickup, ts: undefined }, 'ts_missing'],
  ])('%j is refused as %s', (event, code) => {
    expect(decodeOne(event).refused).toMatchObject([{ code }])
  })
})

describe('decoding', () => {
  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(...decoders.keys()),
        (bytes, kind) => {
          const { elements, refused } = decode(kind, bytes)
          expect(elements.length + refused.length).toBeGreaterThan(0)
        },
      ),
    )
  })

  it('never throws, whatever the JSON, and answers for every element', () => {
    const names = fc.constantFrom(
      'ts',
      'level_m',
      'lat',
      'lon',
      'seq',
      'boot',
      '__proto__',
      'clients',
    )
    const scrap = fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }))
    const json = fc.oneof(fc.jsonValue(), scrap, fc.array(fc.oneof(scrap, fc.jsonValue())))
    fc.assert(
      fc.property(json, fc.constantFrom(...decoders.keys()), (value, kind) => {
        const { elements, refused } = decode(kind, JSON.stringify(value))
        const isWhole = refused.length === 1 && refused[0]?.index === null
        const expected = Array.isArray(value) && !isWhole ? value.length : 1
        expect(elements.length + refused.length).toBe(expected)
      }),
    )
  })

  it('gives back every valid reading with the same values, in order of time', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
    const reading = fc.record(
      {
        ts: fc.integer({ min: 1e12, max: 2e12 }),
        seq: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        boot: fc.stringMatching(/^[!-~]{1,64}$/),
        level_m: fc.option(number),
        rain_mm: number,
        mode: fc.constantFrom('calm', 'active'),
      },
      { requiredKeys: ['ts', 'level_m'] },
    )
    expect(findKind('flood')).toBeDefined()
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 20 }), (sent) => {
        const { elements, refused } = decode('flood', JSON.stringify(sent))
        expect(refused).toEqual([])
        expect(
          elements.map(({ ts: at, seq, boot, values }) => ({
            ts: at,
            ...(seq !== null && { seq }),
            ...(boot !== null && { boot }),
            ...values,
          })),
        ).toEqual(sent.toSorted((a, b) => a.ts - b.ts))
      }),
    )
  })
})
