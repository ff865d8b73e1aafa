import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCity, type TestCity } from '../start-test-city.ts'
import { sitDown, type Ask } from './desk.ts'

let city: TestCity
let admin: Ask
let officer: Ask
let viewer: Ask
let machine: Ask

beforeAll(async () => {
  city = await startTestCity(undefined, {
    door: () => ({ city: 'inashiki', host: '0.0.0.0', port: 1883, tls: false }),
  })
  const app = await city.createApp()
  admin = await sitDown(city, app, 'admin')
  officer = await sitDown(city, app, 'officer')
  viewer = await sitDown(city, app, 'viewer')
  machine = await sitDown(city, app, 'machine')
})
afterAll(() => city.close())

const bridge = {
  id: 'bridge-1',
  kind: 'flood',
  name: { ja: '新橋', en: 'Shinbashi' },
  position: { lat: 35.95, lon: 140.35 },
  why: '橋の架け替え',
}
const levels = { standby: 1, caution: 2, evac: null, danger: 3, overflow: null }
const given = { ...levels, authority: 'local', source: null, valid_from: null }

describe('a device', () => {
  it('is added with its token and a line to paste, this once', async () => {
    const added = await admin('POST /v1/devices', bridge)
    expect(added).toMatchObject({ status: 201, cache: 'no-store' })
    const { secret, paste_line } = added.body as { secret: string; paste_line: string }
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(paste_line).toContain(`mosquitto_pub -h 127.0.0.1 -p 1883`)
    expect(paste_line).toContain(`-P ${secret}`)
    expect(city.registry.findByToken(Buffer.from(secret))?.id).toBe('bridge-1')
    const item = await admin('GET /v1/inventory/bridge-1')
    expect(item.body).toMatchObject({ origin: 'field', credential: { state: 'active' } })
    expect(item.text).not.toContain(secret)
    expect(`"${String(item.body['version'])}"`).toBe(item.etag)
    expect((await admin('POST /v1/devices', bridge)).code).toBe('device_exists')
    const changes = await admin('GET /v1/devices/bridge-1/changes')
    expect(changes.text).not.toContain(secret)
    expect(changes.body).toMatchObject({
      items: [{ act: 'device_added', by: { name: 'the-admin' }, why: '橋の架け替え' }],
      next_cursor: null,
    })
  })

  it.each([
    ['a position that is none', { ...bridge, position: { lat: 0, lon: 0 } }, 'position_zero'],
    ['one in France', { ...bridge, position: { lat: 48.9, lon: 2.3 } }, 'device_invalid'],
    ['a name of nothing', { ...bridge, name: { ja: '\u200b', en: 'x' } }, 'device_invalid'],
    ['an id that is none', { ...bridge, id: 'X' }, 'device_invalid'],
    ['an unknown kind', { ...bridge, kind: 'fluud' }, 'device_invalid'],
    ['a number as text', { ...bridge, position: { lat: '35.9', lon: 140 } }, 'payload_shape'],
    ['a made-up origin', { ...bridge, origin: 'simulated' }, 'payload_shape'],
    [
      'thresholds that fall',
      { ...bridge, thresholds: { ...given, caution: 9 } },
      'thresholds_invalid',
    ],
  ])('with %s is refused in words', async (_what, body, code) => {
    const answer = await admin('POST /v1/devices', { ...body, id: body.id === 'X' ? 'X' : 'odd-1' })
    expect([answer.status < 500, answer.code]).toEqual([true, code])
    expect(city.registry.find('odd-1')).toBeUndefined()
  })

  it('is changed by administrators; officers take it out of service, with a reason', async () => {
    const patch = { note: '橋の下', position: null, every_ms: { active: 300_000 } }
    const changed = await admin('PATCH /v1/devices/bridge-1', patch)
    expect(changed).toMatchObject({ status: 200, body: { device: patch } })
    const cleared = await admin('PATCH /v1/devices/bridge-1', { every_ms: null, note: null })
    expect(cleared.body).toMatchObject({ device: { every_ms: null, note: null } })
    expect((await officer('PATCH /v1/devices/bridge-1', { note: 'x' })).code).toBe('forbidden')
    const out = { out_of_service: true }
    expect((await officer('PATCH /v1/devices/bridge-1', out)).code).toBe('reason_missing')
    const away = { ...out, service: { reason: '点検', until_ts: null } }
    expect((await officer('PATCH /v1/devices/bridge-1', away)).body).toMatchObject({
      device: { out_of_service: true, service: { reason: '点検' } },
    })
    expect((await viewer('PATCH /v1/devices/bridge-1', away)).code).toBe('forbidden')
    expect((await machine('PATCH /v1/devices/bridge-1', { out_of_service: false })).status).toBe(
      200,
    )
    expect((await admin('PATCH /v1/devices/nobody', away)).code).toBe('device_unknown')
    for (const odd of [{}, { id: 'x' }, { normally_flat: 'true' }, { why: 'x', kind: 'bus' }]) {
      expect((await admin('PATCH /v1/devices/bridge-1', odd)).code).toBe('payload_shape')
    }
  })

  it('of another version than was loaded is refused, with what is there and what was given', async () => {
    const loaded = await admin('GET /v1/inventory/bridge-1')
    const match = { 'if-match': loaded.etag }
    const first = await admin('PATCH /v1/devices/bridge-1', { note: 'a' }, match)
    expect([first.status, first.etag === loaded.etag]).toEqual([200, false])
    const second = await admin('PATCH /v1/devices/bridge-1', { note: 'b' }, match)
    expect(second).toMatchObject({
      status: 409,
      code: 'setting_stale',
      body: { present: { note: 'a' }, given: { note: 'b' } },
    })
    // As a proxy that compresses weakens it.
    const weak = { 'if-match': `W/${first.etag}` }
    expect((await admin('PATCH /v1/devices/bridge-1', { note: 'b' }, weak)).status).toBe(200)
    const any = { 'if-match': '*' }
    expect((await admin('PATCH /v1/devices/bridge-1', { note: 'c' }, any)).status).toBe(200)
  })

  it('gets a new token, loses it, and retires for good', async () => {
    const rotated = await admin('POST /v1/devices/bridge-1/rotate')
    expect(rotated).toMatchObject({ status: 200, cache: 'no-store' })
    const secret = Buffer.from(String(rotated.body['secret']))
    expect(city.registry.findByToken(secret)?.id).toBe('bridge-1')
    expect((await officer('POST /v1/devices/bridge-1/rotate')).code).toBe('forbidden')
    expect((await admin('POST /v1/devices/bridge-1/revoke')).body).toMatchObject({
      device: { credential: { state: 'revoked' } },
    })
    expect(city.registry.findByToken(secret)).toBeUndefined()
    expect((await admin('POST /v1/devices/bridge-1/retire', {})).code).toBe('payload_shape')
    const retired = await admin('POST /v1/devices/bridge-1/retire', { why: '撤去' })
    expect(retired.body).toMatchObject({ device: { retired: { reason: '撤去' } } })
    expect((await admin('POST /v1/devices', bridge)).code).toBe('device_retired')
    const ids = async (query: string) =>
      (await admin(`GET /v1/inventory${query}`)).body['items'] as { id: string }[]
    const known = (await ids('')).map(({ id }) => id)
    expect(known).toEqual(['bus-1', 'gauge-1', 'wifi-1'])
    expect((await ids('?retired=true')).map(({ id }) => id)).toContain('bridge-1')
    expect((await ids('?kind=bus')).map(({ id }) => id)).toEqual(['bus-1'])
    const page = await admin('GET /v1/inventory?limit=2')
    const { next_cursor } = page.body as { next_cursor: string }
    expect((await ids(`?limit=2&cursor=${next_cursor}`)).map(({ id }) => id)).toEqual(['wifi-1'])
    expect((await admin('GET /v1/inventory?retired=maybe')).code).toBe('query_invalid')
  })
})

describe('thresholds', () => {
  it('are set by people only, and whoever is late sees both texts', async () => {
    const route = '/v1/devices/gauge-1/thresholds'
    const loaded = await officer(`GET ${route}`)
    const match = { 'if-match': loaded.etag }
    const set = await officer(`PUT ${route}`, { ...given, danger: 3.2, note: '改定' }, match)
    expect(set).toMatchObject({ status: 200, body: { device: { thresholds: { danger: 3.2 } } } })
    expect(set.etag).not.toBe(loaded.etag)
    expect((await officer(`GET ${route}`)).etag).toBe(set.etag)
    const late = await admin(`PUT ${route}`, { ...given, danger: 3.4 }, match)
    expect(late).toMatchObject({
      status: 409,
      code: 'setting_stale',
      body: {
        present: { thresholds: { danger: 3.2 }, set_by: 'the-officer', note: '改定' },
        given: { danger: 3.4 },
      },
    })
    expect((await machine(`PUT ${route}`, given)).code).toBe('person_needed')
    expect((await viewer(`PUT ${route}`, given)).code).toBe('forbidden')
    const versions = (await viewer(`GET ${route}?history=true`)).body
    expect(versions).toMatchObject({
      items: [{ state: 'in_force' }, { state: 'past', thresholds: { danger: 3 } }],
    })
    expect((await viewer(`GET ${route}`)).body['items']).toHaveLength(1)
  })

  it.each([
    ['out of order', { caution: 3.5 }, 'thresholds_invalid'],
    ['above the sensor', { overflow: 31 }, 'thresholds_invalid'],
    ['official without a source', { authority: 'official' }, 'thresholds_invalid'],
    ['as text', { danger: '3' }, 'payload_shape'],
    ['of a day that is none', { valid_from: '2026-02-30' }, 'payload_shape'],
    ['with a word of their own', { dangr: 3 }, 'payload_shape'],
  ])('%s are refused', async (_what, odd, code) => {
    const answer = await officer('PUT /v1/devices/gauge-1/thresholds', { ...given, ...odd })
    expect(answer.code).toBe(code)
  })

  it('of a kind without levels are refused', async () => {
    const answer = await officer('PUT /v1/devices/wifi-1/thresholds', given)
    expect([answer.status, answer.code]).toEqual([422, 'thresholds_invalid'])
  })

  it('are planned, and taken back by who may set them', async () => {
    const route = '/v1/devices/gauge-1'
    const planned = { ...given, danger: 2.8, valid_from: '2099-04-01' }
    const { body } = await officer(`PUT ${route}/thresholds`, planned)
    expect(body).toMatchObject({
      device: { thresholds: { danger: 3.2 }, planned: [{ valid_from: '2099-04-01' }] },
    })
    const undo = `POST ${route}/changes/${String(body['change'])}/undo`
    expect((await machine(undo)).code).toBe('person_needed')
    expect((await officer(undo)).body).toMatchObject({ device: { planned: [] } })
    expect((await officer(undo)).code).toBe('not_undoable')
    expect((await officer(`POST ${route}/changes/999999/undo`)).code).toBe('change_unknown')
    expect(
      (await officer(`POST /v1/devices/wifi-1/changes/${String(body['change'])}/undo`)).code,
    ).toBe('change_unknown')
    const changes = await officer(`GET ${route}/changes?limit=1`)
    expect(changes.body['next_cursor']).not.toBeNull()
    const next = await officer(`GET ${route}/changes?cursor=${String(changes.body['next_cursor'])}`)
    expect(next.body['items']).toMatchObject([{ undoable: false }, {}])
  })

  it('are tried against the stored past before anybody sets them', async () => {
    const start = Date.now() - 3_600_000
    const values = [0.5, 0.6, 2.6, 2.7, 0.5]
    for (const [at, level_m] of values.entries()) {
      await city.publish('gauge-1', { ts: start + at * 600_000, level_m })
    }
    const preview = await officer('POST /v1/devices/gauge-1/thresholds/preview', {
      ...given,
      danger: 2.5,
    })
    expect(preview.body).toMatchObject({
      values: 5,
      given: [{ key: 'standby' }, { key: 'caution' }, { key: 'danger', times: 1 }],
    })
    const odd = await officer('POST /v1/devices/gauge-1/thresholds/preview', { ...given, evac: 9 })
    expect(odd.code).toBe('thresholds_invalid')
    expect(city.inventory.find('gauge-1')?.thresholds?.danger).toBe(3.2)
  })

  it('leave the zero of a gauge to its references, dated too', async () => {
    const gauge = {
      datum: 'YP',
      zero_height_m: 0.84,
      zero_height_epoch: '2024',
      water_body: { ja: '霞ヶ浦', en: 'Kasumigaura' },
    }
    await admin('PATCH /v1/devices/gauge-1', { gauge: { ...gauge, valid_from: '2020-04-01' } })
    const { body } = await viewer('GET /v1/devices/gauge-1/references')
    expect(body).toMatchObject({ items: [{ state: 'in_force', gauge }] })
  })
})

describe('a file', () => {
  it('is tried before it is taken, by whoever may do what it does', async () => {
    const file = 'id,danger\r\ngauge-1,3.6\r\n'
    const tried = await officer('POST /v1/inventory/import?dry_run=true', file)
    expect(tried.body).toMatchObject({ dry_run: true, changed: [{ device: 'gauge-1' }] })
    expect(city.inventory.find('gauge-1')?.thresholds?.danger).toBe(3.2)
    expect((await machine('POST /v1/inventory/import', file)).code).toBe('person_needed')
    const named = 'id,danger,name_ja\r\ngauge-1,3.6,新名称\r\n'
    expect((await officer('POST /v1/inventory/import?dry_run=false', named)).code).toBe('forbidden')
    const taken = await officer('POST /v1/inventory/import?dry_run=false&why=2026年改定', file)
    expect(taken.body).toEqual({ ...tried.body, dry_run: false })
    const [act] = city.inventory.listChanges('gauge-1', { limit: 1 })
    expect(act).toMatchObject({ act: 'thresholds_set', why: '2026年改定' })
  })

  it('with a mistake is taken not at all, and says all of them in the language asked for', async () => {
    const file = 'id,danger\r\ngauge-1,９\r\ngauge-2,1\r\n'
    const wrong = await admin('POST /v1/inventory/import?dry_run=false', file, {
      'accept-language': 'ja',
    })
    expect(wrong).toMatchObject({ status: 422, code: 'import_invalid' })
    const { report } = wrong.body as { report: { errors: { row: number; detail: string }[] } }
    expect(report.errors.map(({ row }) => row)).toEqual([2, 3])
    expect(report.errors[0]?.detail).toContain('半角で 9')
    expect(city.inventory.find('gauge-1')?.thresholds?.danger).toBe(3.6)
  })

  it('that is none, or too large, is refused', async () => {
    expect((await admin('POST /v1/inventory/import', {})).code).toBe('unsupported_media_type')
    const large = Buffer.alloc(2_000_001, 'x')
    expect((await admin('POST /v1/inventory/import', large)).code).toBe('payload_too_large')
    const odd = await admin('POST /v1/inventory/import?dry_run=perhaps', 'id\r\n')
    expect(odd.code).toBe('query_invalid')
  })

  it('of what is there changes nothing, also with a second heading, and leaves no act', async () => {
    const acts = city.inventory.listChanges('gauge-1', { limit: 100 }).length
    for (const query of ['', '&labels=ja', '&labels=en']) {
      const exported = await admin(`GET /v1/inventory?format=csv${query}`)
      const back = await admin('POST /v1/inventory/import?dry_run=false', exported.text)
      expect([query, back.body]).toMatchObject([
        query,
        { rows: 3, unchanged: 3, changed: [], added: [], errors: [] },
      ])
    }
    expect(city.inventory.listChanges('gauge-1', { limit: 100 })).toHaveLength(acts)
  })
})
