import { describe, expect, it } from 'vitest'
import { accessLevels, refuseAccess } from '#api/access/permit.ts'
import { parseBearer, type Principal } from '#api/access/principal.ts'
import type { Device } from '#domain/devices/device.ts'

const device: Device = {
  id: 'gauge-1',
  kind: 'flood',
  name: { ja: '一', en: 'one' },
  origin: 'field',
  role: 'sensor',
  position: null,
  out_of_service: false,
}

const callers: Record<string, Principal> = {
  here: { who: 'anonymous', local: true },
  away: { who: 'anonymous', local: false },
  device: { who: 'device', device },
  operator: { who: 'operator' },
}

describe('who may do what', () => {
  it('is one table', () => {
    const table = Object.fromEntries(
      Object.entries(callers).map(([name, principal]) => [
        name,
        accessLevels.map((access) => refuseAccess(access, principal, 'gauge-2') ?? 'ok'),
      ]),
    )
    // public, read, device, operator
    expect(table).toEqual({
      here: ['ok', 'ok', 'unauthorized', 'unauthorized'],
      away: ['ok', 'unauthorized', 'unauthorized', 'unauthorized'],
      device: ['ok', 'forbidden', 'ok', 'forbidden'],
      operator: ['ok', 'ok', 'forbidden', 'ok'],
    })
  })

  it('lets a device read about itself only', () => {
    const principal: Principal = { who: 'device', device }
    expect(refuseAccess('read', principal, 'gauge-1')).toBeUndefined()
    expect(refuseAccess('read', principal)).toBe('forbidden')
  })
})

describe('an Authorization header', () => {
  it('carries a bearer token, or nothing that counts', () => {
    expect(parseBearer(undefined)).toBeUndefined()
    expect(parseBearer('Bearer abc')).toBe('abc')
    expect(parseBearer('bearer abc')).toBe('abc')
    expect(parseBearer('Basic abc')).toBeNull()
    expect(parseBearer('Bearer a b')).toBeNull()
    expect(parseBearer(`Bearer ${'x'.repeat(300)}`)).toBeNull()
  })
})
