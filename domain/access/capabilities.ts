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
] as const
export type Capability = (typeof capabilities)[number]

/** What a route needs of its caller; `public`: nothing at all. */
export type Needs = Capability | 'public'
