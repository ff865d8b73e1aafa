import type { Device, DeviceDirectory, Uplink } from '#domain/devices/device.ts'
import { parseDevice } from '#domain/devices/device-schema.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import {
  createDeviceMapper,
  type ProfileDirectory,
} from '#domain/devices/profiles/device-mapper.ts'
import { pulseDevice } from '#domain/operation/pulse.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'

interface CheckParts {
  kinds: readonly Kind[]
  profiles: ProfileDirectory
  findByUplink: DeviceDirectory['findByUplink']
}

export type Check = (device: unknown) => Device | Refusal

/** A refusal of one of several devices. */
export type RefusalOf = Refusal & { id: string }

/** The door would take the self-check for it. */
const reserved: Refusal = {
  code: 'device_invalid',
  detail: `id: "${pulseDevice.id}" is the platform's own`,
}

export const exists = (id: string): Refusal => ({
  code: 'device_exists',
  detail: `"${id}" is registered already`,
})

const taken = ({ source, address }: Uplink, id: string): Refusal => ({
  code: 'uplink_taken',
  detail: `uplink: ${address} at "${source}" is "${id}"`,
})

/** A device as it should be, of a kind that exists and with a profile that fits. */
export function createCheck({ kinds, profiles, findByUplink }: CheckParts): Check {
  const kindIds = new Set(kinds.map((kind) => kind.id))
  const refuseUplink = (device: Device & { uplink: Uplink }): Refusal | undefined => {
    const { source, address } = device.uplink
    const other = findByUplink(source, address)
    if (other && other.id !== device.id) return taken(device.uplink, other.id)
    const mapper = createDeviceMapper(device, profiles)
    return isRefusal(mapper) ? mapper : undefined
  }
  const hasUplink = (device: Device): device is Device & { uplink: Uplink } => !!device.uplink
  return (device: unknown): Device | Refusal => {
    const parsed = parseDevice(device)
    if (isRefusal(parsed)) return parsed
    if (parsed.id === pulseDevice.id) return reserved
    if (!kindIds.has(parsed.kind)) {
      const detail = `kind: "${parsed.kind}" is none of ${[...kindIds].join(', ')}`
      return { code: 'device_invalid', detail }
    }
    const live = parsed.retired === undefined
    return (live && hasUplink(parsed) ? refuseUplink(parsed) : undefined) ?? parsed
  }
}

/** Checks each of a list; two of them may want the same id or address before either is there. */
export function checkAll(devices: readonly Device[], check: Check): Device[] | RefusalOf {
  const byAddress = new Map<string, string>()
  const ids = new Set<string>()
  const checkOne = (device: Device): Device | Refusal => {
    const checked = check(device)
    if (isRefusal(checked)) return checked
    if (ids.has(checked.id)) return exists(checked.id)
    ids.add(checked.id)
    const { uplink } = checked
    if (!uplink) return checked
    const address = `${uplink.source} ${uplink.address}`
    const other = byAddress.get(address)
    byAddress.set(address, checked.id)
    return other === undefined ? checked : taken(uplink, other)
  }
  const all: Device[] = []
  for (const device of devices) {
    const checked = checkOne(device)
    if (isRefusal(checked)) return { ...checked, id: device.id }
    all.push(checked)
  }
  return all
}

/** Only the shape of a device that is there already. */
export function parseKnown(device: Device): RefusalOf | undefined {
  const parsed = parseDevice(device)
  return isRefusal(parsed) ? { ...parsed, id: device.id } : undefined
}

/** Which device of a list is wrong, where the refusal does not say it by itself. */
export function nameDevice({ id, code, detail }: RefusalOf): Refusal {
  const saysItself = code === 'device_exists' || code === 'uplink_taken'
  return { code, detail: saysItself ? detail : `${id}: ${detail}` }
}
