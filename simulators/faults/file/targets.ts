import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { findNearestName } from '#domain/words/nearest-name.ts'
import { mixSeeds, seedOf } from '#domain/kinds/seeded.ts'
import { isInside } from '../area.ts'
import type { Area } from '../area.ts'
import type { FaultEntry } from './faults-file.ts'

interface Surroundings {
  devices: readonly Device[]
  kinds: readonly Kind[]
  centre: { lat: number; lon: number }
  seed: number
  /** Devices that faults before this one have: others are picked while there are any. */
  taken: ReadonlySet<string>
  /** Can the fault act at a device? */
  suits: (device: Device) => boolean
}

interface Targets {
  devices: readonly Device[]
  area: Area | null
}

/** The devices that a fault acts at; a text is why there are none. */
export function findTargets(entry: FaultEntry, around: Surroundings): Targets | string[] {
  const ways = (['device', 'devices', 'pick', 'circle', 'polygon'] as const).filter(
    (name) => entry[name] !== undefined,
  )
  if (ways.length !== 1) {
    const all = entry.type.takesArea
      ? 'device, devices, pick, circle, polygon'
      : 'device, devices, pick'
    const said = ways.length === 0 ? 'nowhere' : `${ways.join(' and ')} at once`
    return [`${entry.place(ways[1])}: says ${said}; give one of ${all}`]
  }
  if (entry.pick) return pickDevices(entry, entry.pick, around)
  if (entry.circle || entry.polygon) return findInArea(entry, around)
  return findNamed(entry, around)
}

function findNamed({ device, devices, place }: FaultEntry, around: Surroundings) {
  const ids = [...new Set(device === undefined ? devices : [device])]
  const known = around.devices.map(({ id }) => id)
  const complaints = ids
    .filter((id) => !known.includes(id))
    .map((id) => {
      const near = findNearestName(id, known)
      const hint = near ? `; did you mean ${near}?` : ''
      return `${place(device === undefined ? 'devices' : 'device')}: no simulated device is called "${id}"${hint}`
    })
  if (complaints.length > 0) return complaints
  return { devices: around.devices.filter(({ id }) => ids.includes(id)), area: null }
}

/** Draws devices of a kind; the same seed draws the same ones. */
function pickDevices(
  { id, place }: FaultEntry,
  { kind, count }: { kind: string; count: number },
  { devices, kinds, seed, taken, suits }: Surroundings,
) {
  if (!kinds.some((known) => known.id === kind)) {
    const known = kinds.map((one) => one.id).join(', ')
    return [`${place('pick')}: no kind "${kind}"; one of ${known}`]
  }
  const lot = (device: Device) => mixSeeds(seed, seedOf(`${id} ${device.id}`))
  const candidates = devices
    .filter((device) => device.kind === kind && suits(device))
    .toSorted((a, b) => lot(a) - lot(b))
    .toSorted((a, b) => Number(taken.has(a.id)) - Number(taken.has(b.id)))
  if (candidates.length >= count) return { devices: candidates.slice(0, count), area: null }
  const ofKind = devices.filter((device) => device.kind === kind)
  // None suits: what is wrong is said of any of them.
  if (candidates.length === 0 && ofKind[0]) return { devices: [ofKind[0]], area: null }
  return [`${place('pick')}: only ${candidates.length} devices of kind ${kind} can have this fault`]
}

function findInArea(
  { circle, polygon, place }: FaultEntry,
  { devices, centre }: Surroundings,
): Targets | string[] {
  if ((circle?.lat === undefined) !== (circle?.lon === undefined)) {
    return [`${place('circle')}: half a centre; give lat and lon, or neither for the city's`]
  }
  const area: Area = polygon ? { polygon } : { circle: { ...centre, radius_m: 0, ...circle } }
  // What moves may come in at any time.
  const inside = devices.filter(({ position }) => position === null || isInside(area, position))
  if (inside.length > 0) return { devices: inside, area }
  return [`${place(polygon ? 'polygon' : 'circle')}: no simulated device stands or drives there`]
}
