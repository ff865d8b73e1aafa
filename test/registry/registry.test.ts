import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'

const gauge: Device = {
  id: 'gauge-1',
  kind: 'flood',
  name: { ja: '水位計', en: 'Gauge' },
  origin: 'field',
  role: 'sensor',
  position: { lat: 35.956, lon: 140.324 },
  thresholds: {
    standby: 1.2,
    caution: 1.5,
    evac: null,
    danger: 2.85,
    overflow: null,
    authority: 'official',
    source: '茨城県 水防計画',
    verified: true,
    valid_from: '2025-04-01',
  },
  facts: { water_body: '霞ヶ浦' },
  out_of_service: false,
}

let folder: string
let registry: Registry
const file = () => join(folder, 'registry.db')
const reopen = () => {
  registry.close()
  registry = openRegistry({ file: file(), clock: systemClock })
}
const bytes = (text: string) => new TextEncoder().encode(text)
const secretOf = (issued: ReturnType<Registry['add']>) => {
  if (isRefusal(issued)) throw new Error(issued.detail)
  return issued.secret
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machimori-registry-'))
  registry = openRegistry({ file: file(), clock: systemClock })
})
afterEach(() => {
  registry.close()
  rmSync(folder, { recursive: true })
})

describe('a device', () => {
  it('is registered with its whole description, and stays so', () => {
    const secret = secretOf(registry.add(gauge))
    reopen()
    expect(registry.find('gauge-1')).toEqual(gauge)
    expect(registry.authenticate('gauge-1', bytes(secret))).toEqual(gauge)
    expect(registry.findByToken(bytes(secret))).toEqual(gauge)
  })

  it('gets 256 bits of secret, of which no file holds a trace', () => {
    const secret = secretOf(registry.add(gauge))
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    registry.close()
    expect(readFileSync(file()).includes(secret)).toBe(false)
    expect(readFileSync(file()).includes(Buffer.from(secret, 'base64url'))).toBe(false)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    registry = openRegistry({ file: file(), clock: systemClock })
  })

  it('is known by its own secret only', () => {
    const secret = secretOf(registry.add(gauge))
    const other = secretOf(registry.add({ ...gauge, id: 'gauge-2' }))
    const wrong = ['', ' ', other, `${secret} `, secret.slice(1), secret.repeat(10)]
    expect(wrong.map((text) => registry.authenticate('gauge-1', bytes(text)))).toEqual(
      wrong.map(() => undefined),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (guess) => {
        expect(registry.authenticate('gauge-1', guess)).toBeUndefined()
        expect(registry.findByToken(guess)).toBeUndefined()
      }),
    )
  })

  it('is registered once', () => {
    registry.add(gauge)
    expect(registry.add({ ...gauge, name: { ja: '別', en: 'Other' } })).toMatchObject({
      code: 'device_exists',
    })
    expect(registry.find('gauge-1')?.name.ja).toBe('水位計')
  })

  it.each([
    ['a short id', { id: 'ab' }, 'device_invalid'],
    ['capitals in the id', { id: 'Gauge' }, 'device_invalid'],
    ['a reserved name', { id: 'constructor' }, 'device_invalid'],
    ['a path in the id', { id: '../gauge' }, 'device_invalid'],
    ['an unknown kind', { kind: 'weather' }, 'device_invalid'],
    ['no name', { name: { ja: '', en: '' } }, 'device_invalid'],
    ['a control character in the name', { name: { ja: 'a\u0007', en: 'a' } }, 'device_invalid'],
    ['a name of spaces', { name: { ja: ' \u3000 ', en: 'a' } }, 'device_invalid'],
    ['a name of nothing that shows', { name: { ja: '\u200b\u200d', en: 'a' } }, 'device_invalid'],
    ['a name that turns a line round', { name: { ja: 'a\u202eb', en: 'a' } }, 'device_invalid'],
    ['a name of two lines', { name: { ja: 'a\u2028b', en: 'a' } }, 'device_invalid'],
    ['a Hangul filler as a name', { name: { ja: 'a', en: '\u3164' } }, 'device_invalid'],
    ['a latitude of 91', { position: { lat: 91, lon: 140 } }, 'device_invalid'],
    ['a latitude that is no number', { position: { lat: NaN, lon: 140 } }, 'device_invalid'],
    ['position 0/0', { position: { lat: 0, lon: 0 } }, 'position_zero'],
    ['an origin of its own', { origin: 'real' }, 'device_invalid'],
    ['an unknown field', { secret: 'x' }, 'device_invalid'],
    ['a report every millisecond', { every_ms: { active: 1 } }, 'device_invalid'],
    ['no description at all', { name: null }, 'device_invalid'],
    ['falling thresholds', { thresholds: { ...gauge.thresholds, danger: 1.3 } }, 'device_invalid'],
    [
      'official thresholds without a source',
      { thresholds: { ...gauge.thresholds, source: null } },
      'device_invalid',
    ],
  ])('with %s is refused', (_what, over, code) => {
    expect(registry.add({ ...gauge, ...over } as Device)).toMatchObject({ code })
    expect(registry.list()).toEqual([])
  })
})

describe('a word that a device may not say', () => {
  it('is answered with those it may', () => {
    expect(registry.add({ ...gauge, role: 'king' as Device['role'] })).toMatchObject({
      detail: 'role: one of sensor, desk',
    })
  })
})

describe('a credential', () => {
  it('is replaced by rotation: the old one ends at once', () => {
    const old = secretOf(registry.add(gauge))
    const young = secretOf(registry.rotate('gauge-1'))
    expect(registry.authenticate('gauge-1', bytes(old))).toBeUndefined()
    expect(registry.findByToken(bytes(old))).toBeUndefined()
    reopen()
    expect(registry.authenticate('gauge-1', bytes(young))?.id).toBe('gauge-1')
    expect(registry.authenticate('gauge-1', bytes(old))).toBeUndefined()
  })

  it('is revoked for good, while the device and its description stay', () => {
    const secret = secretOf(registry.add(gauge))
    registry.revoke('gauge-1')
    reopen()
    expect(registry.authenticate('gauge-1', bytes(secret))).toBeUndefined()
    expect(registry.find('gauge-1')).toEqual(gauge)
    expect(registry.credentialOf('gauge-1')).toMatchObject({ state: 'revoked' })
    const again = secretOf(registry.rotate('gauge-1'))
    expect(registry.authenticate('gauge-1', bytes(again))?.id).toBe('gauge-1')
  })

  it('that ends is told to whoever holds a connection, and only then', () => {
    const ended: string[] = []
    const stop = registry.onRevoked((id) => ended.push(id))
    registry.add(gauge)
    registry.update('gauge-1', { out_of_service: true })
    expect(ended).toEqual([])
    registry.rotate('gauge-1')
    registry.revoke('gauge-1')
    registry.revoke('gauge-1')
    stop()
    registry.rotate('gauge-1')
    expect(ended).toEqual(['gauge-1', 'gauge-1'])
  })

  it('of an unknown device cannot be changed', () => {
    const unknown = { code: 'device_unknown' }
    expect(registry.rotate('gauge-9')).toMatchObject(unknown)
    expect(registry.rotateAll(['gauge-9'])).toMatchObject(unknown)
    expect(registry.revoke('gauge-9')).toMatchObject(unknown)
    expect(registry.update('gauge-9', {})).toMatchObject(unknown)
    expect(registry.credentialOf('gauge-9')).toBeUndefined()
  })
})

describe('the city folder', () => {
  it('seeds what is missing and never overwrites what is there', () => {
    registry.add({ ...gauge, name: { ja: '改名', en: 'Renamed' } })
    const seeded = registry.seed([gauge, { ...gauge, id: 'gauge-2' }])
    expect(seeded).toEqual({ added: 1 })
    expect(registry.find('gauge-1')?.name.ja).toBe('改名')
    expect(registry.credentialOf('gauge-2')).toMatchObject({ state: 'none' })
    expect(registry.authenticate('gauge-2', new Uint8Array())).toBeUndefined()
    expect(registry.seed([gauge])).toEqual({ added: 0 })
  })

  it('seeds all or nothing, and says which device is wrong', () => {
    const wrong = { ...gauge, id: 'gauge-3', kind: 'weather' }
    expect(registry.seed([gauge, wrong])).toMatchObject({
      code: 'device_invalid',
      detail: expect.stringContaining('gauge-3'),
    })
    expect(registry.seed([gauge, gauge])).toMatchObject({ code: 'device_exists' })
    expect(registry.list()).toEqual([])
  })

  it('gives a whole fleet its secrets in one write', () => {
    const fleet = Array.from({ length: 2_000 }, (_, n) => ({ ...gauge, id: `gauge-${n}` }))
    registry.seed(fleet)
    const secrets = registry.rotateAll(fleet.map(({ id }) => id))
    if (isRefusal(secrets)) throw new Error(secrets.detail)
    reopen()
    for (const [id, secret] of secrets) {
      expect(registry.authenticate(id, bytes(secret))?.id).toBe(id)
    }
    expect(new Set(secrets.values()).size).toBe(fleet.length)
  })
})

describe('a description', () => {
  it('is changed, told and kept, but never its id, kind or origin', () => {
    registry.add(gauge)
    const told: Device[] = []
    registry.onChanged((device) => told.push(device))
    const patch = { position: null, id: 'gauge-9', kind: 'farm', origin: 'simulated' }
    const changed = { ...gauge, position: null }
    expect(registry.update('gauge-1', patch)).toEqual(changed)
    expect(told).toEqual([changed])
    reopen()
    expect(registry.list()).toEqual([changed])
  })

  it('is not changed into nonsense', () => {
    registry.add(gauge)
    expect(registry.update('gauge-1', { position: { lat: 91, lon: 0 } })).toMatchObject({
      code: 'device_invalid',
    })
    expect(registry.find('gauge-1')).toEqual(gauge)
  })

  it('is listed in the order of the ids', () => {
    for (const id of ['gauge-b', 'gauge-a', 'gauge-c']) registry.add({ ...gauge, id })
    expect(registry.list().map(({ id }) => id)).toEqual(['gauge-a', 'gauge-b', 'gauge-c'])
    registry.add({ ...gauge, id: 'aaa' })
    expect(registry.list()[0]?.id).toBe('aaa')
  })
})

describe('the operator', () => {
  it('has one token, never stored in clear, replaced by a new one', () => {
    expect(registry.hasOperator()).toBe(false)
    expect(registry.verifyOperator('')).toBe(false)
    const old = registry.createOperatorToken()
    const young = registry.createOperatorToken()
    reopen()
    expect(registry.hasOperator()).toBe(true)
    expect(registry.verifyOperator(young)).toBe(true)
    expect(registry.verifyOperator(bytes(young))).toBe(true)
    expect(registry.verifyOperator(old)).toBe(false)
    registry.close()
    expect(readFileSync(file()).includes(young)).toBe(false)
    registry = openRegistry({ file: file(), clock: systemClock })
  })

  it('is no device, and a device no operator', () => {
    const device = secretOf(registry.add(gauge))
    const operator = registry.createOperatorToken()
    expect(registry.verifyOperator(device)).toBe(false)
    expect(registry.findByToken(bytes(operator))).toBeUndefined()
  })
})

describe('the file', () => {
  it('of a newer version is not touched', () => {
    registry.close()
    const newer = new DatabaseSync(file())
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(() => openRegistry({ file: file(), clock: systemClock })).toThrow(/newer version/)
    rmSync(file())
    registry = openRegistry({ file: file(), clock: systemClock })
  })

  it('that cannot be written changes nothing in memory either', () => {
    registry.add(gauge)
    const blocker = new DatabaseSync(file())
    blocker.exec('BEGIN IMMEDIATE')
    expect(() => registry.revoke('gauge-1')).toThrow(/locked/)
    expect(registry.credentialOf('gauge-1')).toMatchObject({ state: 'active' })
    blocker.exec('ROLLBACK')
    blocker.close()
    expect(registry.revoke('gauge-1')).toMatchObject({ id: 'gauge-1' })
  })
})
