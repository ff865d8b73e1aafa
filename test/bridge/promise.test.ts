import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isRefusal } from '#domain/words/refusal.ts'
import { kinds } from '#domain/kinds/index.ts'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { FarSession, type FarMessage } from '#bridge/far/session.ts'
import type { Bridge } from '#bridge/bridge.ts'
import { parseBridgeFile } from '#bridge/settings/parse-bridge-file.ts'
import { startBridge } from '#bridge/start.ts'
import { StoreError, type Store } from '#store/store.ts'
import { until } from '../faults/load/until.ts'
import { startFarAedes, type FarBroker } from '../support/far-broker.ts'
import { createDevice } from '../support/start-city.ts'
import { openHeart, type OpenHeart } from '../heart/open-heart.ts'
import { distance, euiOf, lookingDown } from './bridged-city.ts'
import { chirpstackTopic, chirpstackUp } from './far-uplinks.ts'

/** A store whose disk can be slow or full. */
function createMoodyDisk() {
  let opened = Promise.resolve()
  let open = () => undefined as void
  let isFull = false
  return {
    hold() {
      opened = new Promise((resolve) => (open = resolve))
    },
    release: () => open(),
    fill: (full: boolean) => (isFull = full),
    wrap: (store: Store): Store => ({
      ...store,
      async commit(items) {
        await opened
        if (isFull) throw new StoreError('no space left on device', { recoverable: true })
        return store.commit(items)
      },
    }),
  }
}

const devEui = euiOf(1)
const uplinks = Array.from({ length: 60 }, (_, n) =>
  JSON.stringify(
    chirpstackUp({
      devEui,
      fCnt: n,
      time: new Date(Date.now() - 7_200_000 + n * 60_000).toISOString(),
      object: distance(1_000 + n),
    }),
  ),
)

describe('an acknowledgement to another broker', () => {
  let far: FarBroker
  let disk: ReturnType<typeof createMoodyDisk>
  let heart: OpenHeart
  let bridge: Bridge

  beforeAll(async () => {
    far = await startFarAedes()
  })
  afterAll(() => far.close())
  beforeEach(async () => {
    disk = createMoodyDisk()
    heart = await openHeart({ wrapStore: disk.wrap })
    const added = heart.registry.add(createDevice('gauge-9', 'flood', lookingDown('lora', devEui)))
    if (isRefusal(added)) throw new Error(added.detail)
    const file = {
      sources: [{ id: 'lora', url: far.url, dialect: 'chirpstack', max_uncommitted: 20 }],
    }
    const around = { file: 'bridge.json', city: 'inashiki', readText: () => '' }
    const sources = parseBridgeFile(JSON.stringify(file), around)
    if ('errors' in sources) throw new Error(sources.errors.join())
    bridge = await startBridge({
      sources,
      directory: heart.registry,
      profiles: builtInProfiles,
      kinds,
      ingest: heart.ingest,
      store: heart.store,
      clock: systemClock,
      // No pause is longer than half of the usual one.
      random: () => 0,
      onChange: () => undefined,
    })
    await until('connected', 20_000, () => bridge.state()[0]?.condition === 'connected')
    far.acked.splice(0)
  })
  afterEach(async () => {
    disk.release()
    await bridge.close()
    await heart.close()
  })

  const publish = () =>
    Promise.all(uplinks.map((text) => far.publish(chirpstackTopic(devEui), text)))
  const readings = async () => {
    const range = { from: 0, to: Number.MAX_SAFE_INTEGER }
    return (await heart.store.listReadings('flood', 'gauge-9', range, { limit: 1_000 })).items
  }

  it('leaves after the commit, in order; and nothing more is read than may be uncommitted', async () => {
    disk.hold()
    await publish()
    await expect.poll(() => bridge.state()[0]?.uncommitted, { timeout: 20_000 }).toBe(20)
    expect(far.acked).toEqual([])
    expect(bridge.state()[0]?.messages_total).toBe(20)
    disk.release()
    await expect.poll(() => far.acked.length, { timeout: 20_000 }).toBe(60)
    expect(far.acked).toEqual(uplinks)
    expect(await readings()).toHaveLength(60)
    expect(bridge.state()[0]?.uncommitted).toBe(0)
  })

  it('does not leave while the store cannot write; later all is taken, and once', async () => {
    disk.fill(true)
    await publish()
    await expect
      .poll(() => bridge.state()[0], { timeout: 20_000 })
      .toMatchObject({
        condition: 'waiting',
        trouble: 'store',
        words: expect.stringContaining('no space left') as string,
      })
    expect(far.acked).toEqual([])
    disk.fill(false)
    await expect.poll(() => new Set(far.acked).size, { timeout: 30_000 }).toBe(60)
    expect((await readings()).map(({ seq }) => seq)).toEqual(uplinks.map((_, n) => n))
    expect(bridge.state()[0]).toMatchObject({ trouble: null, sessions_lost_total: 0 })
  })

  it('is not due for QoS 0, which is lost while the store cannot write: that is counted', async () => {
    disk.fill(true)
    await far.publish(chirpstackTopic(devEui), uplinks[0], { qos: 0 })
    await expect.poll(() => bridge.state()[0]?.shed_total, { timeout: 20_000 }).toBe(1)
    disk.fill(false)
    await expect.poll(() => heart.ingest.stats().store.ok, { timeout: 20_000 }).toBe(true)
    await far.publish(chirpstackTopic(devEui), uplinks[1], { qos: 0 })
    await expect.poll(async () => (await readings()).length, { timeout: 20_000 }).toBe(1)
    expect(bridge.state()[0]).toMatchObject({ condition: 'connected', stored_total: 1 })
  })

  it('leaves before the goodbye: closing waits for what was taken, and the rest comes next time', async () => {
    disk.hold()
    await publish()
    await expect.poll(() => bridge.state()[0]?.uncommitted, { timeout: 20_000 }).toBe(20)
    const closing = bridge.close()
    disk.release()
    await closing
    await expect.poll(() => far.acked.length, { timeout: 20_000 }).toBe(20)
    expect(await readings()).toHaveLength(20)
  })
})

describe('a session of MQTT.js, as far as we rely on it', () => {
  it('sends no acknowledgement by itself, reads on, and takes ours in the order of receipt', async () => {
    const far = await startFarAedes()
    const taken: { message: FarMessage; settle: () => void }[] = []
    const { promise: opened, resolve } = Promise.withResolvers<unknown>()
    const session = new FarSession({
      target: { url: far.url, clientId: 'pinned', topics: ['a/#'] },
      uncommittedMax: 100,
      onOpen: resolve,
      take: (message, settle) => taken.push({ message, settle }),
    })
    expect(await opened).toEqual({ isResumed: false, granted: 1 })
    const texts = ['one', 'two', 'three']
    for (const text of texts) await far.publish('a/b', text)
    await far.publish('a/b', 'at most once', { qos: 0 })
    await expect.poll(() => taken.length, { timeout: 20_000 }).toBe(4)
    expect(taken.map(({ message }) => message.bestEffort)).toEqual([false, false, false, true])
    expect(far.acked).toEqual([])
    const [first, second, third] = taken
    third?.settle()
    second?.settle()
    // A round trip behind which an acknowledgement would have come.
    await far.publish('a/b', 'four')
    await expect.poll(() => taken.length, { timeout: 20_000 }).toBe(5)
    expect(far.acked).toEqual([])
    first?.settle()
    await expect.poll(() => far.acked, { timeout: 20_000 }).toEqual(texts)
    session.abort({ trouble: 'closed', words: null })
    expect(await session.ended).toEqual({ trouble: 'closed', words: null })
    await far.close()
  })
})
