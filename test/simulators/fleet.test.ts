import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { startFleet } from '#simulators/fleet/start.ts'
import type { Fleet, FleetOptions } from '#simulators/fleet/start.ts'
import { hour, inashiki } from './inashiki.ts'
import { startListeningBroker } from './listening-broker.ts'
import type { Heard, ListeningBroker } from './listening-broker.ts'
import { patience } from '#test/support/suite/patience.ts'

const tokens = new Map(inashiki.devices.map(({ id }) => [id, `token of ${id}`]))

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.close()
})

async function listen(options?: Parameters<typeof startListeningBroker>[0]) {
  const broker = await startListeningBroker({ tokens, ...options })
  running.push(broker)
  return broker
}

function simulate(broker: ListeningBroker, options: Partial<FleetOptions> = {}): Fleet {
  const fleet = startFleet({
    city: inashiki,
    kinds,
    credentials: tokens,
    url: broker.url,
    scenario: 'normal',
    seed: 5,
    speed: 1,
    joinWithinMs: 200,
    clock: systemClock,
    onTrouble: () => undefined,
    ...options,
  })
  running.push(fleet)
  return fleet
}

const only = (...ids: string[]) => new Map(ids.map((id) => [id, tokens.get(id) ?? '']))

/** Numbers of all that a device said, on whichever channel, in order. */
function numbersOf(heard: readonly Heard[], device: string): number[] {
  return heard
    .filter(({ client, topic }) => client === device && /\/(?:reading|event)$/.test(topic))
    .flatMap(({ payload }) => [JSON.parse(payload)].flat() as { seq: number }[])
    .map(({ seq }) => seq)
    .toSorted((a, b) => a - b)
}

/** Times of the readings of a device, in the order they were acknowledged. */
function timesOf(heard: readonly Heard[], device: string): number[] {
  return heard
    .filter(({ client, topic }) => client === device && topic.endsWith('/reading'))
    .flatMap(({ payload }) => [JSON.parse(payload)].flat() as { ts: number }[])
    .map(({ ts }) => ts)
}

describe('a live fleet', () => {
  it('connects every device as itself, empties a day of memory, and goes on', async () => {
    const broker = await listen()
    const fleet = simulate(broker)
    await vi.waitFor(() => {
      expect(broker.clients().length).toBe(inashiki.devices.length)
      expect(fleet.stats().published).toBeGreaterThan(50_000)
      expect(fleet.stats().waiting).toBe(0)
    }, patience)
    const { published, acknowledged, resent, dropped } = fleet.stats()
    expect({ acknowledged, resent, dropped }).toEqual({
      acknowledged: published,
      resent: 0,
      dropped: 0,
    })
    for (const { client, topic, payload } of broker.heard) {
      expect(topic).toMatch(new RegExp(`^inashiki/v1/(flood|wifi|bus|farm)/${client}/`))
      expect([JSON.parse(payload)].flat().length).toBeLessThanOrEqual(500)
    }
    // Readings and events of a vehicle share one numbering: a lost pick-up shows as missing.
    const buses = inashiki.devices.filter(({ kind }) => kind === 'bus')
    for (const { id } of buses) {
      const numbers = numbersOf(broker.heard, id)
      expect(numbers.length).toBeGreaterThan(timesOf(broker.heard, id).length)
      expect(numbers).toEqual(numbers.map((_, index) => index))
    }
    const bus = timesOf(broker.heard, 'bus-01').length
    await vi.waitFor(() => {
      expect(timesOf(broker.heard, 'bus-01').length).toBeGreaterThan(bus)
    }, patience)
  })

  it('says online when it comes and offline when it goes', async () => {
    const broker = await listen()
    const fleet = simulate(broker, { credentials: only('farm-haga') })
    await vi.waitFor(() => expect(fleet.stats().acknowledged).toBeGreaterThan(0), patience)
    await fleet.close()
    const statuses = broker.heard.filter(
      ({ topic }) => topic === 'inashiki/v1/farm/farm-haga/status',
    )
    expect(statuses.map(({ payload }) => payload)).toEqual(['{"online":true}', '{"online":false}'])
  })

  it('repeats its past after a restart: the same times and values, under a new boot', async () => {
    const broker = await listen()
    const past = async () => {
      const start = broker.heard.length
      const fleet = simulate(broker, { credentials: only('gauge-dejima'), durationMs: hour })
      await vi.waitFor(() => expect(fleet.stats().acknowledged).toBeGreaterThan(1_400), patience)
      await fleet.close()
      const payloads = broker.heard
        .slice(start)
        .flatMap(({ payload }) => [JSON.parse(payload)].flat())
      return payloads.filter((reading): reading is { ts: number } => 'ts' in reading)
    }
    const [first, second] = [await past(), await past()]
    const valuesAt = new Map(first.map((reading) => [reading.ts, { ...reading, seq: 0, boot: '' }]))
    const both = second.filter(({ ts }) => valuesAt.has(ts))
    expect(both.length).toBeGreaterThan(1_400)
    for (const reading of both) {
      expect({ ...reading, seq: 0, boot: '' }).toEqual(valuesAt.get(reading.ts))
    }
    expect(second[0]).not.toMatchObject({ boot: (first[0] as { boot?: string }).boot })
  })
})

describe('a fleet in trouble', () => {
  it('sends the same again until it is acknowledged', async () => {
    let refusals = 3
    const isReading = ({ topic }: Heard) => topic.endsWith('/reading')
    const broker = await listen({ accept: (heard) => !isReading(heard) || refusals-- <= 0 })
    const fleet = simulate(broker, { credentials: only('gauge-inami', 'wifi-city-hall') })
    await vi.waitFor(() => {
      expect(broker.refused.length).toBe(3)
      expect(fleet.stats().waiting).toBe(0)
      expect(fleet.stats().published).toBeGreaterThan(1_400)
    }, patience)
    for (const { payload } of broker.refused) {
      expect(broker.heard.map((heard) => heard.payload)).toContain(payload)
    }
    expect(fleet.stats()).toMatchObject({ resent: expect.any(Number), dropped: 0 })
    expect(fleet.stats().resent).toBeGreaterThan(0)
    expect(fleet.stats().acknowledged).toBe(fleet.stats().published)
  })

  it('keeps what it measures while the broker is gone, and loses nothing', async () => {
    const first = await listen()
    const fleet = simulate(first, { credentials: only('bus-05', 'bus-06') })
    await vi.waitFor(() => expect(fleet.stats().acknowledged).toBeGreaterThan(1_000), patience)
    await first.close()
    await vi.waitFor(() => expect(fleet.stats().waiting).toBeGreaterThan(1), patience)
    const second = await listen({ port: first.port })
    await vi.waitFor(() => {
      expect(timesOf(second.heard, 'bus-05').length).toBeGreaterThan(1)
      expect(timesOf(second.heard, 'bus-06').length).toBeGreaterThan(1)
    }, patience)
    for (const bus of ['bus-05', 'bus-06']) {
      const times = [...timesOf(first.heard, bus), ...timesOf(second.heard, bus)]
      const distinct = [...new Set(times)]
      const steps = distinct.slice(1).map((ts, index) => ts - (distinct[index] ?? 0))
      expect(new Set(steps)).toEqual(new Set([2_000]))
    }
  })

  it('says which device is refused, and the others go on', async () => {
    const broker = await listen()
    const troubles: string[] = []
    const credentials = new Map([...only('farm-haga'), ['farm-aba', 'wrong']])
    const onTrouble = (sentence: string) => troubles.push(sentence)
    const fleet = simulate(broker, { credentials, onTrouble })
    await vi.waitFor(() => {
      expect(troubles.join()).toMatch(/farm-aba: .*(authorized|refused)/i)
      expect(timesOf(broker.heard, 'farm-haga').length).toBeGreaterThan(700)
    }, patience)
    expect(fleet.stats().connected).toBe(1)
  })

  it('is not started without a single credential', () => {
    const broker = { url: 'mqtt://127.0.0.1:1' } as ListeningBroker
    expect(() => simulate(broker, { credentials: new Map() })).toThrow(/credential/)
  })
})

describe('a sped-up fleet', () => {
  it('tells a storm from the past until now, then is done', async () => {
    const broker = await listen()
    const startedTs = Date.now()
    const fleet = simulate(broker, {
      scenario: 'storm',
      speed: 40_000,
      durationMs: 12 * hour,
      credentials: only('gauge-edosaki-ditch', 'rain-city-hall'),
    })
    await fleet.done
    const times = timesOf(broker.heard, 'gauge-edosaki-ditch')
    expect(times.length).toBe(12 * 60)
    expect(times[0]).toBeGreaterThan(startedTs - 12 * hour - 60_000)
    expect(fleet.stats()).toMatchObject({ waiting: 0, dropped: 0 })
    expect(fleet.stats().acknowledged).toBe(fleet.stats().published)
  })
})
