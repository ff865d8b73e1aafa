import { describe, expect, it } from 'vitest'
import { capabilities } from '#domain/access/capabilities.ts'
import { refuseAccess, type Principal } from '#domain/access/decide.ts'
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
        (['public', ...capabilities] as const).map(
          (needs) => refuseAccess(needs, principal, 'gauge-2') ?? 'ok',
        ),
      ]),
    )
    // public, city.read, quarantine.read, metrics.read, reading.write, device.edit
    expect(table).toEqual({
      here: ['ok', 'ok', 'unauthorized', 'ok', 'unauthorized', 'unauthorized'],
      away: ['ok', 'unauthorized', 'unauthorized', 'unauthorized', 'unauthorized', 'unauthorized'],
      device: ['ok', 'forbidden', 'forbidden', 'forbidden', 'ok', 'forbidden'],
      operator: ['ok', 'ok', 'ok', 'ok', 'forbidden', 'ok'],
    })
  })

  it('lets a device read about itself only', () => {
    const principal: Principal = { who: 'device', device }
    expect(refuseAccess('city.read', principal, 'gauge-1')).toBeUndefined()
    expect(refuseAccess('city.read', principal)).toBe('forbidden')
    expect(refuseAccess('quarantine.read', principal, 'gauge-1')).toBe('forbidden')
  })
})
