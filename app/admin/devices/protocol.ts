import type { Device } from '#domain/devices/device.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { CredentialState } from '#store/registry/registry.ts'

/** One command of `npm run device`, as it travels through the admin socket. */
export type AdminRequest =
  | { command: 'list' }
  | { command: 'show' | 'rotate' | 'revoke'; id: string }
  | { command: 'retire'; id: string; why: string }
  | { command: 'add'; device: Device }
  /** By columns of the file of devices. */
  | { command: 'set'; id: string; columns: Readonly<Record<string, string>>; why: string | null }

export interface KnownDevice {
  device: Device
  credential: CredentialState
}

export type AdminAnswer =
  | { ok: true; devices: KnownDevice[] }
  /** `secret` only in the answer that issued it. */
  | {
      ok: true
      known: KnownDevice
      secret?: string
      /** What somebody should look at. */
      warnings?: string[]
      door: DoorAddress | null
    }
  | { ok: false; refusal: Refusal }

// A description is a few hundred bytes; 64 KiB leaves room for forty facts.
export const requestMaxBytes = 64 * 1024

/** Commands with an id, the ones that change something last. */
const byId: readonly string[] = ['show', 'rotate', 'revoke', 'retire', 'set']

const invalid = (detail: string): Refusal => ({ code: 'query_invalid', detail })

/** Reads a request; what a device description may hold is the registry's business. */
export function parseRequest(body: unknown): AdminRequest | Refusal {
  if (typeof body !== 'object' || body === null) return invalid('not an object')
  const { command, id, device, ...more } = body as Record<string, unknown>
  if (command === 'list') return { command }
  if (command === 'add') return parseAdd(device)
  if (typeof command !== 'string' || !byId.includes(command)) return invalid('unknown command')
  if (typeof id !== 'string') return invalid('id missing')
  if (command === 'set') return parseSet(id, more)
  return command === 'retire' ? parseRetire(id, more) : { command: command as 'show', id }
}

type More = Readonly<Record<string, unknown>>

const parseRetire = (id: string, { why }: More): AdminRequest | Refusal =>
  typeof why === 'string' ? { command: 'retire', id, why } : invalid('why missing')

function parseSet(id: string, { columns, why = null }: More): AdminRequest | Refusal {
  const isNamed = typeof columns === 'object' && columns && !Array.isArray(columns)
  if (!isNamed || !Object.values(columns).every((value) => typeof value === 'string')) {
    return invalid('columns: texts by name')
  }
  if (typeof why !== 'string' && why !== null) return invalid('why: a text')
  return { command: 'set', id, columns: columns as Record<string, string>, why }
}

function parseAdd(device: unknown): AdminRequest | Refusal {
  if (typeof device === 'object' && device) return { command: 'add', device: device as Device }
  return { code: 'device_invalid', detail: 'device: not an object' }
}
