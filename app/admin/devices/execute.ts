import type { Audit } from '#domain/words/audit.ts'
import type { Device } from '#domain/devices/device.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Registry } from '#store/registry/registry.ts'
import type { AdminAnswer, AdminRequest, KnownDevice } from './protocol.ts'

export interface AdminParts {
  registry: Registry
  /** Null where no listener is open to devices. */
  door: () => DoorAddress | null
  /** Changes by hand are written down. Absent where nobody keeps an audit. */
  audit?: Audit | undefined
}

function describe(registry: Registry, device: Device): KnownDevice {
  const credential = registry.credentialOf(device.id)
  if (!credential) throw new Error(`Device "${device.id}" has no entry`)
  return { device, credential }
}

function unknown(id: string): Refusal {
  return { code: 'device_unknown', detail: `no device "${id}" is registered` }
}

/** What a request does to the registry: the device it was about, and a secret if it issued one. */
function apply(registry: Registry, request: Exclude<AdminRequest, { command: 'list' }>) {
  switch (request.command) {
    case 'add':
      return { id: request.device?.id, result: registry.add(request.device) }
    case 'rotate':
      return { id: request.id, result: registry.rotate(request.id) }
    case 'revoke':
      return { id: request.id, result: registry.revoke(request.id) }
    case 'show':
      return { id: request.id, result: registry.find(request.id) ?? unknown(request.id) }
  }
}

const done = { add: 'device_added', rotate: 'token_rotated', revoke: 'token_revoked' } as const

/** Carries a command out, the same with a running server and without one. */
export function execute(parts: AdminParts, request: AdminRequest): AdminAnswer {
  const { registry } = parts
  if (request.command === 'list') {
    return { ok: true, devices: registry.list().map((device) => describe(registry, device)) }
  }
  const { id, result } = apply(registry, request)
  if (isRefusal(result)) return { ok: false, refusal: result }
  if (request.command !== 'show') {
    const entry = { address: 'local', who: id, code: done[request.command], detail: 'by hand' }
    parts.audit?.write(entry)
  }
  const device = registry.find(id)
  if (!device) throw new Error(`Device "${id}" vanished`)
  const secret = 'secret' in result ? { secret: result.secret } : {}
  return { ok: true, known: describe(registry, device), ...secret, door: parts.door() }
}
