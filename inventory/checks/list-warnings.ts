import { isInBox } from '#domain/city/geometry/box.ts'
import type { Device } from '#domain/devices/device.ts'
import type { InventoryWarning } from '#domain/wire/inventory.ts'
import type { Parts } from '../parts.ts'

/** Names that people would take for the same. */
const fold = (name: string) => name.normalize('NFKC').trim().toLowerCase()

const byName = new WeakMap<readonly Device[], ReadonlyMap<string, readonly Device[]>>()

/** A list is there until the next change; a file of a thousand rows asks the same one each time. */
function listByName(devices: readonly Device[]): ReadonlyMap<string, readonly Device[]> {
  const known = byName.get(devices)
  if (known) return known
  const listed = Map.groupBy(devices, ({ name }) => fold(name.ja))
  byName.set(devices, listed)
  return listed
}

/** What a person should look at after a change. */
export function listWarnings(
  { registry, box }: Pick<Parts, 'registry' | 'box'>,
  device: Device,
): InventoryWarning[] {
  const { id, name, position } = device
  const namesake = listByName(registry.list())
    .get(fold(name.ja))
    ?.find((other) => other.id !== id)
  const taken = namesake && {
    code: 'name_taken' as const,
    detail: `${name.ja} は ${namesake.id} の名称でもあります / is the name of ${namesake.id} too`,
  }
  const isAway = position && box && !isInBox(box, [position.lon, position.lat])
  const outside = isAway && {
    code: 'outside_area' as const,
    detail: `${position.lat}, ${position.lon} は市域の外です / is outside the city`,
  }
  return [taken, outside].filter((warning) => !!warning)
}
