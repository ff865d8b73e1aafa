import type { Device } from '#domain/devices/device.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { ChangeParts } from './change-parts.ts'
import { checkAll, nameDevice } from './check.ts'
import type { Entry } from './directory.ts'
import type { Registry, WantedDevice } from './registry.ts'
import { createSecret, hashSecret } from './secret.ts'

/** Writes devices and what becomes of their tokens, all or none. */
export function createWrite({ find, save, clock, check }: ChangeParts): Registry['write'] {
  const entryFor = (wanted: WantedDevice, device: Device): { entry: Entry; secret?: string } => {
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
  return (wanted, also) => {
    const devices = wanted.map(({ device }) => device)
    const checked = checkAll(devices, check)
    if (isRefusal(checked)) {
      const { code, detail } = checked
      return wanted.length === 1 ? { code, detail } : nameDevice(checked)
    }
    const made = wanted.map((one, at) => entryFor(one, checked[at] ?? one.device))
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
}
