import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCity, type TestCity } from '../start-test-city.ts'
import { sitDown, type Ask } from './desk.ts'

let city: TestCity
let admin: Ask
beforeAll(async () => {
  city = await startTestCity()
  const app = await city.createApp({ limits: { requestsPerWindow: 100_000 } })
  admin = await sitDown(city, app, 'admin')
})
afterAll(() => city.close())

const levels = { standby: 1, caution: 2, evac: null, danger: 3, overflow: null }
const thresholds = { ...levels, authority: 'local', source: null, valid_from: null }
const gauge = {
  datum: 'YP',
  zero_height_m: 0,
  zero_height_epoch: null,
  water_body: { ja: '霞ヶ浦', en: 'Kasumigaura' },
}
const whole = {
  name: { ja: '新橋', en: 'Shinbashi' },
  role: 'sensor',
  position: { lat: 35.95, lon: 140.35 },
  every_ms: { active: 60_000 },
  gauge,
  normally_flat: true,
  guards: { level_m: { min: 0, max: 5 } },
  facts: { waters: 'lake' },
  camera_url: 'https://camera.example/1',
  note: 'x',
  uplink: { source: 'lw', address: '70b3d57ed0001000', profile: 'decentlab-dl-mbx' },
  why: 'x',
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, [], {}, '', -1, 1e308, '__proto__', { ja: 1 }, { lat: 'x', lon: null }),
)

/** A right body with one of its values, at any depth of two, replaced. */
function spoil(body: object): fc.Arbitrary<unknown> {
  const names = Object.keys(body)
  return fc.tuple(fc.constantFrom(...names), fc.nat(4), odd).map(([name, at, value]) => {
    const part = (body as Record<string, unknown>)[name]
    const inner = typeof part === 'object' && part ? Object.keys(part)[at] : undefined
    return {
      ...body,
      [name]: inner === undefined ? value : { ...(part as object), [inner]: value },
    }
  })
}

describe('a body with one odd value', () => {
  it.each([
    ['POST /v1/devices', { ...whole, id: 'odd-1', kind: 'flood', thresholds }],
    ['PATCH /v1/devices/gauge-1', whole],
    ['PUT /v1/devices/gauge-1/thresholds', { ...thresholds, verified: true, note: 'x' }],
    ['POST /v1/devices/gauge-1/thresholds/preview', thresholds],
  ])('is refused in words or taken, never our fault: %s', async (route, body) => {
    await fc.assert(
      fc.asyncProperty(spoil(body), async (spoilt) => {
        const { status, text } = await admin(route, spoilt)
        expect([status < 500, text]).toEqual([true, text])
        // What was taken can be read again.
        expect((await admin('GET /v1/inventory')).status).toBe(200)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a body that is no JSON that everybody reads', () => {
  const routes = [
    'POST /v1/devices',
    'PATCH /v1/devices/gauge-1',
    'POST /v1/people',
    'POST /v1/keys',
  ]
  it.each([
    ['cut short', '{"name"'],
    ['a key that poisons', '{"__proto__": {"x": 1}}'],
    ['half of a character', '{"name": {"ja": "\\ud800", "en": "x"}}'],
    ['half of a character in a key', '{"\\udc00": 1}'],
  ])('is refused as such: %s', async (_what, text) => {
    for (const route of routes) {
      const answered = await admin(route, text, { 'content-type': 'application/json' })
      expect([route, answered.status, answered.code]).toEqual([route, 400, 'payload_not_json'])
    }
  })
})
