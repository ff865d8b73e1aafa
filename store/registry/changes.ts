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
import type { Registry, WantedDevice } from './registry.ts'
import { createSecret, hashSecret } from './secret.ts'
import type { RegistryChange } from './tables.ts'

interface ChangeParts {
  find: (id: string) => Entry | undefined
  /**
   * Stores all entries, and what `also` adds, in one transaction, then shows them to readers; throws
   * if it cannot.
   */
  save: (entries: readonly Entry[], also?: (change: RegistryChange) => void) => void
  clock: Clock
  kinds: readonly Kind[]
  profiles: ProfileDirectory
  findByUplink: DeviceDirectory['findByUplink']
}

type Changes = Pick<
  Registry,
  'add' | 'rotate' | 'rotateAll' | 'revoke' | 'update' | 'seed' | 'write'
>

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
    const live = parsed.retired === undefined
    return (live && hasUplink(parsed) ? refuseUplink(parsed) : undefined) ?? parsed
  }
}

/** Checks each of a list; two of them may want the same id or address before either is there. */
function checkAll(
  devices: readonly Device[],
  check: ReturnType<typeof createCheck>,
): Device[] | RefusalOf {
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

type RefusalOf = Refusal & { id: string }

function parseKnown(device: Device): RefusalOf | undefined {
  const parsed = parseDevice(device)
  return isRefusal(parsed) ? { ...parsed, id: device.id } : undefined
}

/** Which device of a list is wrong, where the refusal does not say it by itself. */
function nameDevice({ id, code, detail }: RefusalOf): Refusal {
  const saysItself = code === 'device_exists' || code === 'uplink_taken'
  return { code, detail: saysItself ? detail : `${id}: ${detail}` }
}

/** The registry's changes. Each is checked whole before anything is written. */
export function createChanges(parts: ChangeParts): Changes {
  const { find, save, clock } = parts
  const check = createCheck(parts)
  const secretFor = (wanted: WantedDevice, device: Device): { entry: Entry; secret?: string } => {
    const before = find(device.id)
    if (wanted.token === 'issue') {
      const secret = createSecret()
      const credential = { secret_hash: hashSecret(secret), issued_ts: clock.now() }
      return { entry: { device, ...credential, revoked_ts: null }, secret }
    }
    const { secret_hash = null, issued_ts = null, revoked_ts = null } = before ?? {}
    const isEnded = wanted.token === 'end' && secret_hash !== null
    const ended = { secret_hash: null, revoked_ts: clock.now() }
    return { entry: { device, secret_hash, issued_ts, revoked_ts, ...(isEnded && ended) } }
  }
  const write: Changes['write'] = (wanted, also) => {
    const devices = wanted.map(({ device }) => device)
    const checked = checkAll(devices, check)
    if (isRefusal(checked)) {
      const { code, detail } = checked
      return wanted.length === 1 ? { code, detail } : nameDevice(checked)
    }
    const made = wanted.map((one, at) => secretFor(one, checked[at] ?? one.device))
    save(
      made.map(({ entry }) => entry),
      also,
    )
    return new Map(
      made.flatMap(({ entry, secret }) =>
        secret === undefined ? [] : [[entry.device.id, secret]],
      ),
    )
  }
  const issue = (device: Device) => {
    const secrets = write([{ device, token: 'issue' }])
    if (isRefusal(secrets)) return secrets
    const secret = secrets.get(device.id)
    if (secret === undefined) throw new Error('A secret was issued to another device')
    return { secret }
  }
  return {
    write,
    seed(devices) {
      const missing = devices.filter(({ id }) => !find(id))
      // Those that are there may differ by now, in their address too: only their shape is looked at.
      const known = devices.filter(({ id }) => find(id))
      const refusal = known.map(parseKnown).find((parsed) => parsed !== undefined)
      if (refusal) return nameDevice(refusal)
      const checked = checkAll(missing, check)
      if (isRefusal(checked)) return nameDevice(checked)
      write(missing.map((device) => ({ device, token: 'keep' })))
      return { added: missing.length }
    },
    add(device) {
      const checked = check(device)
      if (isRefusal(checked)) return checked
      return find(checked.id) ? exists(checked.id) : issue(checked)
    },
    rotate(id) {
      const entry = find(id)
      return entry ? issue(entry.device) : unknown(id)
    },
    rotateAll(ids) {
      const missing = ids.find((id) => !find(id))
      if (missing !== undefined) return unknown(missing)
      const devices = ids.flatMap((id) => find(id)?.device ?? [])
      return write(devices.map((device) => ({ device, token: 'issue' })))
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
