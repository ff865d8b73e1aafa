import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Incoming, Untranslated } from '#domain/door.ts'
import { Rings } from '#ingest/messages/rings.ts'
import { Seen, type Sender } from '#ingest/messages/seen.ts'
import { bus, gauge, openHeart, type OpenHeart } from '../heart/open-heart.ts'

let heart: OpenHeart
beforeAll(async () => {
  heart = await openHeart()
})
afterAll(() => heart.close())

const ts = Date.now()
const list = (device: string) => heart.ingest.messages.list({ device, limit: 50 })

describe('the last messages', () => {
  it('show what became of each, newest first', async () => {
    await heart.send(gauge, { ts, level_m: 1 })
    await heart.send(gauge, { ts, level_m: 1 })
    await heart.send(gauge, { ts: ts + 1, level_m: 'high' })
    await heart.send(gauge, [{ ts: ts + 2, level_m: 1 }, { level_m: 2 }])
    expect(list('gauge-1')).toMatchObject([
      { state: 'quarantined', accepted: 1, quarantined: [{ index: 1, code: 'ts_missing' }] },
      { state: 'quarantined', accepted: 0, quarantined: [{ code: 'field_type' }] },
      { state: 'duplicate', duplicates: 1 },
      { state: 'stored', accepted: 1, payload: JSON.stringify({ ts, level_m: 1 }), via: 'mqtt' },
    ])
  })

  it('wait for their verdict, and tell who asks for newer ones only', async () => {
    const sent = heart.send(bus, { ts, lat: null, lon: null })
    const [waiting] = list('bus-1')
    expect(waiting).toMatchObject({ state: 'waiting', device: 'bus-1' })
    await sent
    expect(list('bus-1')).toMatchObject([{ state: 'stored' }])
    const after = waiting?.id ?? 0
    expect(heart.ingest.messages.list({ after, limit: 50 })).toEqual([])
  })

  it('are few of each device, and the newest of everybody when nobody is named', async () => {
    for (let n = 0; n < 30; n += 1) await heart.send(bus, { ts: ts + n, lat: null, lon: null })
    expect(list('bus-1').length).toBe(10)
    const all = heart.ingest.messages.list({ limit: 12 })
    expect(all.map(({ device }) => device)).toEqual([
      ...Array.from({ length: 10 }, () => 'bus-1'),
      'gauge-1',
      'gauge-1',
    ])
  })

  it('tell of a bridge: what came, what was made of it, and who is not registered', async () => {
    const original = Buffer.from('{"object":{"distance":"2000 mm"}}')
    const payload = Buffer.from(JSON.stringify({ ts: ts + 9, level_m: 3 }))
    const from = { source: 'lorawan', address: 'a1' }
    const common = { via: 'bridge', bestEffort: false } as const
    const accept = (incoming: Incoming | Untranslated) =>
      new Promise((done) => heart.ingest.door.accept(incoming, done))
    const unsaid = [{ field: 'level_m', path: 'distance', said: '"0 mm"' }]
    const bridged = { from, original, unsaid }
    await accept({ device: gauge, channel: 'reading', payload, ...common, bridged })
    expect(list('gauge-1')[0]).toMatchObject({
      state: 'stored',
      via: 'bridge',
      payload: original.toString(),
      translated: payload.toString(),
      no_value: unsaid,
    })
    const refusal = { code: 'device_unknown', detail: 'nobody' } as const
    await accept({ device: null, payload: original, ...common, from, refusal })
    const { messages } = heart.ingest
    expect(messages.list({ source: 'lorawan', address: 'a1', limit: 9 })).toMatchObject([
      { device: null, address: 'a1', state: 'quarantined', quarantined: [refusal] },
    ])
    expect(messages.list({ address: 'a1', limit: 9 }).length).toBe(1)
  })

  it('keep the beginning of what is long, without half a character, and its whole size', async () => {
    await heart.send(gauge, `"${'水位'.repeat(2_000)}"`)
    const [message] = list('gauge-1')
    expect(message?.bytes).toBe(12_002)
    expect(message?.payload).toMatch(/^"(水位)+水?$/)
    expect(Buffer.byteLength(message?.payload ?? '')).toBeGreaterThan(2_040)
  })
})

describe('the memory of messages', () => {
  const sender: Sender = { device: 'd', source: null, address: null }
  let lastId = 0
  const seen = (size: number) =>
    new Seen({
      id: ++lastId,
      receivedTs: 0,
      channel: 'reading',
      via: 'mqtt',
      payload: Buffer.alloc(size, 'x'),
    })

  it('never holds more than its limits, and always the newest message', () => {
    const limits = { perSender: 3, senders: 4, bytes: 2_500 }
    const arrival = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.nat(1_500))
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 60 }), (arrivals) => {
        const rings = new Rings(limits)
        for (const [key, size] of arrivals) {
          const message = seen(size)
          rings.add(key, message, () => sender)
          expect(rings.keptBytes).toBeLessThanOrEqual(limits.bytes)
          const held = rings.list(key)
          expect(held.length).toBeLessThanOrEqual(limits.perSender)
          expect(held.at(-1)?.id).toBe(message.id)
        }
        const all = rings.listNewest(100)
        expect(all.length).toBeLessThanOrEqual(limits.perSender * limits.senders)
        const kept = all.reduce((sum, { payload }) => sum + payload.length, 0)
        expect(kept).toBe(rings.keptBytes)
      }),
    )
  })
})
