import { describe, expect, it } from 'vitest'
import { capabilities } from '#domain/access/capabilities.ts'
import { capabilitiesOf, refuseAccess, type AccessRefusal } from '#domain/access/decide.ts'
import { operatorKey, type PersonPrincipal, type Principal } from '#domain/access/principal.ts'
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

const personWith = (...held: Role[]): PersonPrincipal => ({
  who: 'person',
  person: { id: 'p', name: 'p', display_name: 'p', roles: held },
  session: 's',
  mustChangePassword: false,
})

const callers: Record<string, Principal> = {
  here: { who: 'anonymous', open: 'everything' },
  public: { who: 'anonymous', open: 'public' },
  away: { who: 'anonymous', open: 'nothing' },
  device: { who: 'device', device },
  operator: { who: 'key', key: operatorKey },
  ...Object.fromEntries(roles.map((role) => [role, personWith(role)])),
  // An administrator whose password somebody else chose.
  toChange: { ...personWith('admin'), mustChangePassword: true },
  command: { who: 'command' },
}

const marks: Record<AccessRefusal, string> = {
  unauthorized: '?',
  forbidden: '-',
  person_needed: 'p',
  password_to_change: '!',
}
const other = { id: 'gauge-2', isPublic: true }

describe('who may do what', () => {
  it('is one table', () => {
    const lines = (['public', ...capabilities] as const).map((needs) => {
      const row = Object.values(callers).map((principal) => refuseAccess(needs, principal, other))
      return [needs, row.map((refusal) => (refusal ? marks[refusal] : 'o')).join(' ')]
    })
    // here, public, away, device, operator; viewer, planner, officer, admin, auditor; to change, command
    expect(Object.fromEntries(lines)).toEqual({
      public: 'o o o o o o o o o o o o',
      'public.read': 'o o ? - o o o o o o ! o',
      'city.read': 'o ? ? - o o o o o o ! o',
      'ride.read': '? ? ? - o - o o - - ! o',
      'quarantine.read': '? ? ? - o - - o o - ! o',
      'metrics.read': 'o ? ? - o - - - o - ! o',
      'reading.write': '? ? ? o - - - - - - ! o',
      'device.edit': '? ? ? - o - - - o - ! o',
      'device.service': '? ? ? - o - - o o - ! o',
      'threshold.edit': '? ? ? - p - - o o - ! o',
      'session.own': '? ? ? - p o o o o o ! -',
      'password.own': '? ? ? - p o o o o o o -',
      'people.manage': '? ? ? - p - - - o - ! o',
      'keys.manage': '? ? ? - p - - - o - ! o',
      'audit.read': '? ? ? - - - - - o o ! o',
    })
  })

  it('gives a person of several roles what each of them may do, and one of none nothing', () => {
    const both = capabilitiesOf(personWith('officer', 'auditor'))
    expect(both).toEqual([
      'public.read',
      'city.read',
      'ride.read',
      'quarantine.read',
      'device.service',
      'threshold.edit',
      'session.own',
      'password.own',
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
