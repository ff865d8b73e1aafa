import type { Audit } from '#domain/words/audit.ts'
import type { Device } from '#domain/devices/device.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { InventoryWarning } from '#domain/wire/inventory.ts'
import type { ReadImport } from '#inventory/import/read-import.ts'
import type { Inventory } from '#inventory/inventory.ts'
import type { Registry } from '#store/registry/registry.ts'
import { byCommand } from '../by-command.ts'
import { setColumns } from './set-columns.ts'
import type { AdminAnswer, AdminRequest, KnownDevice } from './protocol.ts'

export interface AdminParts {
  registry: Registry
  inventory: Inventory
  readImport: ReadImport
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

interface Done {
  secret?: string
  warnings?: readonly (InventoryWarning | string)[]
}

/** What a request does: the device it was about, and a secret if it issued one. */
function apply(
  { registry, inventory, readImport }: AdminParts,
  request: Exclude<AdminRequest, { command: 'list' }>,
): { id: string; result: Done | Refusal } {
  const reasoned = { by: byCommand, why: 'why' in request ? request.why : null }
  switch (request.command) {
    case 'add': {
      const { out_of_service: _begins, ...device } = request.device
      return { id: device.id, result: inventory.add(device, reasoned) }
    }
    case 'rotate':
    case 'revoke':
    case 'retire':
      return { id: request.id, result: inventory[request.command](request.id, reasoned) }
    case 'set': {
      const { id } = request
      if (!registry.find(id)) return { id, result: unknown(id) }
      return { id, result: setColumns(readImport, request, reasoned) }
    }
    case 'show':
      return { id: request.id, result: registry.find(request.id) ? {} : unknown(request.id) }
  }
}

// Beside the act in the record: the audit file is what a machine's keeper looks into.
const done = { add: 'device_added', rotate: 'token_rotated', revoke: 'token_revoked' } as const

/** Carries a command out, the same with a running server and without one. */
export function execute(parts: AdminParts, request: AdminRequest): AdminAnswer {
  const { registry } = parts
  const { command } = request
  if (command === 'list') {
    return { ok: true, devices: registry.list().map((device) => describe(registry, device)) }
  }
  const { id, result } = apply(parts, request)
  if (isRefusal(result)) return { ok: false, refusal: result }
  if (command in done) {
    const code = done[command as keyof typeof done]
    parts.audit?.write({ address: 'local', who: id, code, detail: 'by hand' })
  }
  const device = registry.find(id)
  if (!device) throw new Error(`Device "${id}" vanished`)
  const { secret, warnings = [] } = result
  return {
    ok: true,
    known: describe(registry, device),
    ...(secret !== undefined && { secret }),
    ...(warnings.length > 0 && {
      warnings: warnings.map((one) => (typeof one === 'string' ? one : one.detail)),
    }),
    door: parts.door(),
  }
}
