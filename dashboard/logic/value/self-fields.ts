import type { FieldResource, KindResource } from '#domain/wire/kind.ts'

/** Volts and received power are measured of the device itself, whatever kind it is. */
const selfUnits: ReadonlySet<string | null> = new Set(['V', 'dBm'])

/** Battery, signal and the like: the fields of any kind that tell of the device's own state. */
export function listSelfFields(kinds: readonly KindResource[]): FieldResource[] {
  const byName = new Map<string, FieldResource>()
  for (const field of kinds.flatMap((kind) => kind.fields)) {
    if (selfUnits.has(field.unit) && !byName.has(field.name)) byName.set(field.name, field)
  }
  return [...byName.values()]
}
