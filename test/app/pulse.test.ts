import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { HealthResource } from '#domain/wire/health.ts'
import { pulseDevice, pulseEveryMs, pulseStaleAfterMs } from '#domain/operation/pulse.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { admitPulse } from '#app/pulse/admit-pulse.ts'
import { sendPulse } from '#app/pulse/send-pulse.ts'
import { startTestCity, type StartedCity } from '../support/start-city.ts'
import { ask } from '#test/support/operator-key.ts'

/** The city's clock runs as time does, and jumps where the story says so. */
let jumpedMs = 0
const clock = {
  now: () => Date.now() + jumpedMs,
  monotonicMs: () => performance.now() + jumpedMs,
}

/** Only a hang takes so long. */
const patienceMs = 20_000

let city: StartedCity
beforeAll(async () => {
  city = await startTestCity({ clock, pulse: { everyMs: 20 } })
})
afterAll(() => city.close())

const get = async (path: string) => {
  const answer = await ask(`${city.url}${path}`)
  return { status: answer.status, body: await answer.json() }
}
const health = async () => (await get('/v1/health')).body as HealthResource
const comesThrough = () =>
  vi.waitFor(async () => expect((await health()).pulse?.last_ts).toBeTruthy(), patienceMs)

describe('the self-check', () => {
  it('is sent twice before its absence is said', () => {
    expect(pulseStaleAfterMs).toBeGreaterThanOrEqual(2 * pulseEveryMs)
  })

  it('comes through the listener and the disk to the live stream', async () => {
    await comesThrough()
    expect(await health()).toMatchObject({ pulse: { ok: true } })
    expect(await get('/readyz')).toEqual({ status: 200, body: { ready: true, reasons: [] } })
    const metrics = await (await ask(`${city.url}/metrics`)).text()
    expect(metrics).toMatch(/^machimori_pulse_age_seconds [0-9.]+$/m)
  })

  it('is no gauge, no reading, no gap and no device of the city', async () => {
    await comesThrough()
    const { body } = await get('/v1/devices')
    expect(JSON.stringify(body)).not.toContain(pulseDevice.id)
    expect((await get(`/v1/devices/${pulseDevice.id}`)).status).toBe(404)
    const { ingest } = await health()
    expect(ingest).toMatchObject({ readings_total: 0, quarantined_total: 0 })
    const counts = await city.store.counts()
    expect(Object.values(counts.readings).every((count) => count === 0)).toBe(true)
    expect(city.ingest.gaps.list()).toEqual([])
    expect(city.registry.list().map(({ id }) => id)).not.toContain(pulseDevice.id)
  })

  it('is missed within 20 s when the listener is closed, and heard again when it opens', async () => {
    await comesThrough()
    city.broker.pauseListening('a test')
    await vi.waitFor(async () => {
      // What was on its way may still arrive: again until it is silent.
      jumpedMs += pulseStaleAfterMs + 1
      const { status, body } = await get('/readyz')
      expect(status).toBe(503)
      expect(body).toMatchObject({
        reasons: ['broker: not listening', expect.stringContaining('pulse: nothing came through')],
      })
      expect(await health()).toMatchObject({ pulse: { ok: false } })
      expect(city.logged.join('\n')).toContain('error Nothing comes through to the live stream')
    }, patienceMs)
    await city.broker.resumeListening()
    await vi.waitFor(async () => {
      expect((await get('/readyz')).status).toBe(200)
      expect(city.logged.join('\n')).toContain('comes through again')
    }, patienceMs)
  })

  it('has a place that nobody else can take', async () => {
    const { host = '', port = 0 } = city.broker.addresses.plain ?? {}
    const stranger = { host, port, city: 'inashiki', secret: 'guessed' }
    await expect(sendPulse(stranger)).rejects.toThrow('refused')
    const added = city.registry.add({ ...pulseDevice, kind: 'flood' })
    expect(isRefusal(added) && added.detail).toContain("platform's own")
  })

  it('leaves all others to the registry', () => {
    const { id, secret } = city.addDevice('flood')
    const directory = admitPulse(city.registry, 'secret')
    expect(directory.authenticate(id, Buffer.from(secret))?.id).toBe(id)
    expect(directory.authenticate(id, Buffer.from('secret'))).toBeUndefined()
    expect(directory.find(id)?.id).toBe(id)
  })
})
