import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bus as busKind } from '#domain/kinds/bus/kind.ts'
import { flood } from '#domain/kinds/flood/kind.ts'
import { Judges } from '#ingest/judge/judges.ts'
import { createReception } from '#ingest/reception.ts'
import { createDevice } from '#test/support/start-city.ts'

const kinds = [flood, busKind]
const startTs = 1_795_334_400_000
const minute = 60_000
const receivedTs = startTs + 600 * minute
const gauge = createDevice('gauge-1', 'flood')
const bus = createDevice('bus-1', 'bus', { position: null })

/** What a payload comes to at a door that knows nothing of the device yet. */
function receive(elements: readonly unknown[], channel: 'reading' | 'event' = 'reading') {
  const keptMs = () => 30 * 86_400_000
  const reception = createReception({ kinds, judges: new Judges(kinds), keptMs })
  const payload = Buffer.from(JSON.stringify(elements))
  const device = channel === 'reading' ? gauge : bus
  const incoming = { device, channel, via: 'http', bestEffort: false, payload } as const
  const { entries, indices, refused } = reception.receive(incoming, receivedTs)
  return { entries, taken: indices ?? [], refused: refused.map(({ index }) => index) }
}

const reading = fc.record({
  ts: fc.integer({ min: 0, max: 59 }).map((n) => startTs + n * 10 * minute),
  level_m: fc.constantFrom(0.8, 1, 1.2, 2.4, 'high', 99),
})
const inOrder = <T extends { ts: number }>(all: readonly T[]) => all.toSorted((a, b) => a.ts - b.ts)

describe('an array of readings', () => {
  it('is judged and committed in order of time, whatever the order in it', () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 40 }), (sent) => {
        expect(receive(sent).entries.filter(({ type }) => type === 'reading')).toEqual(
          receive(inOrder(sent)).entries.filter(({ type }) => type === 'reading'),
        )
      }),
    )
  })

  it('has each verdict and each refusal at its own place', () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 40 }), (sent) => {
        const { entries, taken, refused } = receive(sent)
        for (const [n, at] of taken.entries()) {
          const { ts, level_m } = sent[at] ?? {}
          expect(entries[n]).toMatchObject({ reading: { ts, values: { level_m } } })
        }
        expect(refused).toEqual([...sent.keys()].filter((at) => sent[at]?.level_m === 'high'))
        expect(taken.length + refused.length).toBe(sent.length)
      }),
    )
  })

  it('keeps its own order between readings of one moment: the last is shown', () => {
    const both = [1.5, 1].map((level_m) => ({ ts: startTs, level_m }))
    expect(receive(both).taken).toEqual([0, 1])
    const later = { ts: startTs + minute, level_m: 1 }
    expect(receive([later, ...both]).taken).toEqual([1, 2, 0])
  })
})

describe('an array of events', () => {
  it('contradicts no order that only the array had', () => {
    const story = ['request', 'pickup', 'dropoff'].map((type, n) => ({
      event_id: type,
      type,
      ts: startTs + n * minute,
      request_id: 'r1',
      stop_id: 's1',
    }))
    const flagsOf = (sent: typeof story) =>
      receive(sent, 'event').entries.map((entry) => entry.type === 'event' && entry.record.reasons)
    expect(flagsOf(story.toReversed())).toEqual(flagsOf(story))
  })
})
