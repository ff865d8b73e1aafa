/**
 * Where a reading comes from. It follows from the registry, never from the payload, and travels
 * with the reading into REST, the live stream, exports and the archive.
 */
export const origins = ['field', 'simulated', 'replay', 'drill'] as const
export type Origin = (typeof origins)[number]
