import type { Clock } from '#domain/operation/clock.ts'
import type { Device, DeviceDirectory, Uplink } from '#domain/devices/device.ts'
import { parseDevice } from '#domain/devices/device-schema.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import {
  createDeviceMapper,
  type ProfileDirectory,
} from '#domain/devices/profiles/device-mapper.ts'
import { pulseDevice } from '#domain/operation/pulse.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Entry } from './directory.ts'
import type { Registry } from './registry.ts'
import { createSecret, hashSecret } from './secret.ts'

interface ChangeParts {
  find: (id: string) => Entry | undefined
  /** Stores all entries in one transaction, then shows them to readers; throws if it cannot. */
  save: (entries: readonly Entry[]) => void
  clock: Clock
  kinds: readonly Kind[]
  profiles: ProfileDirectory
  findByUplink: DeviceDirectory['findByUplink']
}

type Changes = Pick<Registry, 'add' | 'rotate' | 'rotateAll' | 'revoke' | 'update' | 'seed'>

const unknown = (id: string): Refusal => ({
  code: 'device_unknown',
  detail: `no device "${id}" is registered`,
})

/** The door would take the self-check for it. */
const reserved: Refusal = {
  code: 'device_invalid',
  detail: `id: "${pulseDevice.id}" is the platform's own`,
}

const exists = (id: string): Refusal => ({
  code: 'device_exists',
  detail: `"${id}" is registered already`,
})

const taken = ({ source, address }: Uplink, id: string): Refusal => ({
  code: 'uplink_taken',
  detail: `uplink: ${address} at "${source}" is "${id}"`,
})

/** A device as it should be, of a kind that exists and with a profile that fits. */
function createCheck({ kinds, profiles, findByUplink }: ChangeParts) {
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
    return (hasUplink(parsed) ? refuseUplink(parsed) : undefined) ?? parsed
  }
}

/** Issues secrets. `one` for a device, `all` for many with a single write. */
function createIssue({ save, clock }: ChangeParts) {
  const all = (devices: readonly Device[]): ReadonlyMap<string, string> => {
    const issued = devices.map((device) => ({ device, secret: createSecret() }))
    save(
      issued.map(({ device, secret }) => ({
        device,
        secret_hash: hashSecret(secret),
        issued_ts: clock.now(),
        revoked_ts: null,
      })),
    )
    return new Map(issued.map(({ device, secret }) => [device.id, secret]))
  }
  const one = (device: Device) => {
    const secret = all([device]).get(device.id)
    if (secret === undefined) throw new Error('A secret was issued to another device')
    return { secret }
  }
  return { all, one }
}

/** Devices of a city folder that are not registered yet, or the first thing wrong with the list. */
function createSeed({ find, save }: ChangeParts, check: ReturnType<typeof createCheck>) {
  return (devices: readonly Device[]): { added: number } | Refusal => {
    const missing = new Map<string, Entry>()
    // Two devices of one list may want the same address before either is registered.
    const addressed = new Map<string, string>()
    for (const device of devices) {
      const checked = check(device)
      if (isRefusal(checked)) return { ...checked, detail: `${device.id}: ${checked.detail}` }
      if (missing.has(checked.id)) return exists(checked.id)
      if (find(checked.id)) continue
      const { uplink } = checked
      const key = uplink && `${uplink.source} ${uplink.address}`
      const other = key === undefined ? undefined : addressed.get(key)
      if (uplink && other !== undefined) return taken(uplink, other)
      if (key !== undefined) addressed.set(key, checked.id)
      const entry = { device: checked, secret_hash: null, issued_ts: null, revoked_ts: null }
      missing.set(checked.id, entry)
    }
    save([...missing.values()])
    return { added: missing.size }
  }
}

/** The registry's changes. Each is checked whole before anything is written. */
export function createChanges(parts: ChangeParts): Changes {
  const { find, save, clock } = parts
  const check = createCheck(parts)
  const issue = createIssue(parts)
  return {
    seed: createSeed(parts, check),
    add(device) {
      const checked = check(device)
      if (isRefusal(checked)) return checked
      return find(checked.id) ? exists(checked.id) : issue.one(checked)
    },
    rotate(id) {
      const entry = find(id)
      return entry ? issue.one(entry.device) : unknown(id)
    },
    rotateAll(ids) {
      const missing = ids.find((id) => !find(id))
      if (missing !== undefined) return unknown(missing)
      return issue.all(ids.flatMap((id) => find(id)?.device ?? []))
    },
    revoke(id) {
      const entry = find(id)
      if (!entry) return unknown(id)
      save([{ ...entry, secret_hash: null, revoked_ts: clock.now() }])
      return entry.device
    },
    update(id, patch) {
      const entry = find(id)
      if (!entry) return unknown(id)
      // A patch from outside may carry more than its type says; these three never change.
      const { kind, origin } = entry.device
      const checked = check({ ...entry.device, ...patch, id, kind, origin })
      if (!isRefusal(checked)) save([{ ...entry, device: checked }])
      return checked
    },
  }
}
