import type { Role } from './roles.ts'

/**
 * What somebody may be allowed to do. Routes name what they need; who holds which is decided in
 * `decide.ts` alone.
 */
export const capabilities = [
  /** What a city may show to everybody: its map, its kinds, and the devices of public kinds. */
  'public.read',
  /** Everything that the pages show of the city. */
  'city.read',
  /** What staff noted on rides: it may name people. */
  'ride.read',
  /** Payloads as they came: they may hold more than a kind has fields for. */
  'quarantine.read',
  /** Figures of the platform for Prometheus. */
  'metrics.read',
  /** Hand in readings; a device has it for itself only. */
  'reading.write',
  /** Change a device, or have it do something. */
  'device.edit',
  /** Take a device out of service with a reason, and back. */
  'device.service',
  /** Set the reference levels of a gauge. */
  'threshold.edit',
  /** See and end one's own sessions. */
  'session.own',
  /** Choose one's own password: all that is left to whoever has one that somebody else chose. */
  'password.own',
  /** Add, change and disable people, and end their sessions. */
  'people.manage',
  /** Issue and end the keys of machines. */
  'keys.manage',
  /** Read what people did. */
  'audit.read',
] as const
export type Capability = (typeof capabilities)[number]

export const isCapability = (word: unknown): word is Capability =>
  capabilities.some((capability) => capability === word)

/** What a route needs of its caller; `public`: nothing at all. */
export type Needs = Capability | 'public'

const everyRole: readonly Role[] = ['viewer', 'planner', 'officer', 'admin', 'auditor']

/** The roles of people that hold each capability. */
export const heldByRoles: Readonly<Record<Capability, readonly Role[]>> = {
  'public.read': everyRole,
  'city.read': everyRole,
  'ride.read': ['planner', 'officer'],
  'quarantine.read': ['officer', 'admin'],
  'metrics.read': ['admin'],
  'reading.write': [],
  'device.edit': ['admin'],
  'device.service': ['officer', 'admin'],
  'threshold.edit': ['officer', 'admin'],
  'session.own': everyRole,
  'password.own': everyRole,
  'people.manage': ['admin'],
  'keys.manage': ['admin'],
  'audit.read': ['admin', 'auditor'],
}

/** Acts that somebody must answer for under a name: no key of a machine ever holds them. */
export const personOnly: ReadonlySet<Needs> = new Set([
  'threshold.edit',
  'session.own',
  'password.own',
  'people.manage',
  'keys.manage',
])

/** What a key of a machine may be given. */
export const keyCapabilities = [
  'public.read',
  'city.read',
  'ride.read',
  'quarantine.read',
  'metrics.read',
  'device.edit',
  'device.service',
  'audit.read',
] as const satisfies readonly Capability[]
