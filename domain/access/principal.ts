import type { Device } from '../devices/device.ts'
import type { Capability } from './capabilities.ts'
import type { Role } from './roles.ts'

/** How much of a city is open to whoever shows no credential. */
export type Openness = 'nothing' | 'public' | 'everything'

/** Somebody who logs in under a name of their own. */
export interface Person {
  /** Never used again for somebody else. */
  id: string
  /** What they type to log in. */
  name: string
  display_name: string
  roles: readonly Role[]
}

/** A named credential of a machine. */
export interface AccessKey {
  id: string
  name: string
  capabilities: readonly Capability[]
}

/** Who asks: nobody in particular, a device or a machine by its token, or a person. */
export type Principal =
  | { who: 'anonymous'; open: Openness }
  | { who: 'device'; device: Device }
  | { who: 'key'; key: AccessKey }
  /** Somebody with a terminal on the server, through the admin socket. */
  | { who: 'command' }
  | PersonPrincipal

/** Somebody who logged in under their own name. */
export interface PersonPrincipal {
  who: 'person'
  person: Person
  /** By which of their sessions. */
  session: string
  /** Somebody else knows their password: nothing is theirs to do before they choose another. */
  mustChangePassword: boolean
}

/** The key of the operator link, which every city has from its first start. */
export const operatorKey: AccessKey = {
  id: 'operator',
  name: 'operator',
  capabilities: [
    'public.read',
    'city.read',
    'ride.read',
    'quarantine.read',
    'metrics.read',
    'device.edit',
    'device.service',
  ],
}
