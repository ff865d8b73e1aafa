import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { ChangeParts } from './change-parts.ts'
import { checkAll, exists, nameDevice, parseKnown } from './check.ts'
import type { Registry } from './registry.ts'
import { createWrite } from './write.ts'

type Changes = Pick<
  Registry,
  'add' | 'rotate' | 'rotateAll' | 'revoke' | 'update' | 'seed' | 'write' | 'check'
>

const unknown = (id: string): Refusal => ({
  code: 'device_unknown',
  detail: `no device "${id}" is registered`,
})

/** The registry's changes. Each is checked whole before anything is written. */
export function createChanges(parts: ChangeParts): Changes {
  const { find, save, clock, check } = parts
  const write = createWrite(parts)
  const issue = (device: Device) => {
    const secrets = write([{ device, token: 'issue' }])
    if (isRefusal(secrets)) return secrets
    const secret = secrets.get(device.id)
    if (secret === undefined) throw new Error('A secret was issued to another device')
    return { secret }
  }
  return {
    write,
    check(device) {
      const checked = check(device)
      return isRefusal(checked) ? checked : undefined
    },
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
