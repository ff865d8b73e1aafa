import { describe, expect, it } from 'vitest'
import { capabilities } from '#domain/access/capabilities.ts'
import { capabilitiesOf, refuseAccess } from '#domain/access/decide.ts'
import { operatorKey, type Principal } from '#domain/access/principal.ts'
import { roles, type Role } from '#domain/access/roles.ts'
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

const personWith = (...held: Role[]): Principal => ({
  who: 'person',
  person: { id: 'p', name: 'p', display_name: 'p', roles: held },
  session: 's',
})

const callers: Record<string, Principal> = {
  here: { who: 'anonymous', open: 'everything' },
  public: { who: 'anonymous', open: 'public' },
  away: { who: 'anonymous', open: 'nothing' },
  device: { who: 'device', device },
  operator: { who: 'key', key: operatorKey },
  ...Object.fromEntries(roles.map((role) => [role, personWith(role)])),
}

const [no, never, none] = ['unauthorized', 'forbidden', 'person_needed']
const other = { id: 'gauge-2', isPublic: true }

describe('who may do what', () => {
  it('is one table', () => {
    const table = Object.fromEntries(
      Object.entries(callers).map(([name, principal]) => [
        name,
        (['public', ...capabilities] as const).map(
          (needs) => refuseAccess(needs, principal, other) ?? 'ok',
        ),
      ]),
    )
    // public, public.read, city.read, ride.read, quarantine.read, metrics.read, reading.write, device.edit,
    // session.own, people.manage, keys.manage, audit.read
    expect(table).toEqual({
      here: ['ok', 'ok', 'ok', no, no, 'ok', no, no, no, no, no, no],
      public: ['ok', 'ok', no, no, no, no, no, no, no, no, no, no],
      away: ['ok', no, no, no, no, no, no, no, no, no, no, no],
      device: ['ok', never, never, never, never, never, 'ok', never, never, never, never, never],
      operator: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', never, 'ok', none, none, none, never],
      viewer: ['ok', 'ok', 'ok', never, never, never, never, never, 'ok', never, never, never],
      planner: ['ok', 'ok', 'ok', 'ok', never, never, never, never, 'ok', never, never, never],
      officer: ['ok', 'ok', 'ok', 'ok', 'ok', never, never, never, 'ok', never, never, never],
      admin: ['ok', 'ok', 'ok', never, 'ok', 'ok', never, 'ok', 'ok', 'ok', 'ok', 'ok'],
      auditor: ['ok', 'ok', 'ok', never, never, never, never, never, 'ok', never, never, 'ok'],
    })
  })

  it('gives a person of several roles what each of them may do, and one of none nothing', () => {
    const both = capabilitiesOf(personWith('officer', 'auditor'))
    expect(both).toEqual([
      'public.read',
      'city.read',
      'ride.read',
      'quarantine.read',
      'session.own',
      'audit.read',
    ])
    expect(capabilitiesOf(personWith())).toEqual([])
  })

  it('lets a device read about itself only', () => {
    const principal: Principal = { who: 'device', device }
    const itself = { id: 'gauge-1', isPublic: false }
    expect(refuseAccess('city.read', principal, itself)).toBeUndefined()
    expect(refuseAccess('public.read', principal, itself)).toBeUndefined()
    expect(refuseAccess('city.read', principal)).toBe('forbidden')
    expect(refuseAccess('quarantine.read', principal, itself)).toBe('forbidden')
  })

  it('opens devices of public kinds to everybody, and no others', () => {
    const everybody: Principal = { who: 'anonymous', open: 'public' }
    const operator: Principal = { who: 'key', key: operatorKey }
    const bus = { id: 'bus-1', isPublic: false }
    expect(refuseAccess('public.read', everybody, other)).toBeUndefined()
    expect(refuseAccess('public.read', everybody, bus)).toBe('unauthorized')
    expect(refuseAccess('public.read', operator, bus)).toBeUndefined()
  })
})
