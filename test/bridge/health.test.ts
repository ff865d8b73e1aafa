import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'
import { startFarAedes, type FarBroker } from '#test/support/far-broker.ts'
import { distance, euiOf, lookingDown, startBridgedCity, type BridgedCity } from './bridged-city.ts'
import { applicationId, chirpstackEvent, chirpstackTopic, chirpstackUp } from './far-uplinks.ts'
import { ask as askCity } from '#test/support/operator-key.ts'

const devEui = euiOf(1)
const time = new Date(Date.now() - 300_000).toISOString()
const up = (fCnt: number) => chirpstackUp({ devEui, fCnt, time, object: distance(1_000 + fCnt) })

describe('the health of a bridge', () => {
  let far: FarBroker
  let city: BridgedCity

  beforeAll(async () => {
    far = await startFarAedes()
    const topics = [`application/${applicationId}/device/+/event/+`]
    const source = { id: 'lora', url: far.url, dialect: 'chirpstack', connections: [{ topics }] }
    city = await startBridgedCity([source])
    city.addDevice('flood', { id: 'gauge', ...lookingDown('lora', devEui) })
    await city.connected()
  })
  afterAll(async () => {
    await city.close()
    await far.close()
  })

  async function ask(): Promise<BridgeConnectionState | undefined> {
    const answer = await askCity(`${city.url}/v1/health`)
    const { bridge } = (await answer.json()) as { bridge: BridgeConnectionState[] }
    return bridge[0]
  }

  it('says of every message what became of it', async () => {
    const messages: [topic: string, message: unknown][] = [
      [chirpstackTopic(devEui), up(0)],
      [chirpstackTopic(devEui), up(1)],
      // A broker may deliver again what we have acknowledged.
      [chirpstackTopic(devEui), up(1)],
      [chirpstackTopic(devEui), { ...up(2), object: { errors: ['no'] } }],
      [chirpstackTopic(euiOf(77)), chirpstackUp({ devEui: euiOf(77), time, object: distance(1) })],
      [chirpstackTopic(devEui, 'join'), chirpstackEvent(devEui, time)],
      [chirpstackTopic(devEui, 'txack'), chirpstackEvent(devEui, time)],
    ]
    for (const [topic, message] of messages) await far.publish(topic, message)
    await city.until('all is on disk', async () => {
      const { messages_total, uncommitted } = (await ask()) ?? {}
      return messages_total === messages.length && uncommitted === 0
    })
    const fates = {
      stored_total: 2,
      duplicates_total: 1,
      quarantined_total: 2,
      alive_total: 1,
      ignored_total: 1,
      shed_total: 0,
    }
    expect(await ask()).toMatchObject({
      ...fates,
      messages_total: 7,
      condition: 'connected',
      best_effort: false,
      down_since_ts: null,
      last_failure: null,
      connected_since_ts: expect.any(Number) as number,
    })
    const metrics = await (await askCity(`${city.url}/metrics`)).text()
    const labels = 'source="lora",client_id="machimori-inashiki-lora"'
    for (const [name, value] of Object.entries(fates)) {
      expect(metrics).toContain(`# TYPE machimori_bridge_${name} counter`)
      expect(metrics).toContain(`machimori_bridge_${name}{${labels}} ${value}\n`)
    }
    expect(metrics).toMatch(/machimori_bridge_last_message_timestamp_seconds\{.*\} \d{10}\.\d+/)
    expect(metrics).toMatch(/machimori_bridge_last_failure_timestamp_seconds\{.*\} Nan\n/)
  })

  it('keeps the newest failure with its time, after all is well again; the log says each once', async () => {
    const before = Date.now()
    await far.kill()
    let failed: number | undefined
    await city.until('it was tried more than once', async () => {
      const { trouble, last_failure } = (await ask()) ?? {}
      if (trouble === 'unreachable') failed ??= last_failure?.ts
      return failed !== undefined && last_failure?.ts !== failed
    })
    const down = await ask()
    expect(down?.down_since_ts).toBeGreaterThanOrEqual(before)
    expect(down?.down_since_ts).toBeLessThan(failed ?? 0)
    expect(down).toMatchObject({ connected_since_ts: null, stored_total: 2 })
    const ready = await askCity(`${city.url}/readyz`)
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({
      warnings: [expect.stringMatching(/^bridge lora .*cannot be reached.*ECONNREFUSED/)],
    })

    await far.start()
    await city.connected()
    expect(await ask()).toMatchObject({
      trouble: null,
      words: null,
      down_since_ts: null,
      last_failure: {
        trouble: 'unreachable',
        words: expect.stringContaining('ECONNREFUSED') as string,
        ts: expect.any(Number) as number,
      },
    })
    expect(await (await askCity(`${city.url}/readyz`)).json()).not.toHaveProperty('warnings')
    const waits = city.logged.filter((line) => line.includes('The bridge waits for'))
    expect(waits.map((line) => /closed|reached/.exec(line)?.[0])).toEqual(['closed', 'reached'])
  })
})
