import type { Audit } from '#domain/words/audit.ts'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Registry } from '#store/registry/registry.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import { parseReplayRequest, type ReplayAnswer } from './protocol.ts'

export interface ReplayParts {
  registry: Registry
  audit: Audit
  door: () => DoorAddress | null
  /** False for the live city: nothing that is played may be in it. */
  isDemo: boolean
}

const invalid = (detail: string): Refusal => ({ code: 'device_invalid', detail })

/** Recorded values under a device that measures would be taken for what it measured. */
export function refuseOrigin({ id, origin }: Pick<Device, 'id' | 'origin'>): Refusal | undefined {
  if (origin === 'replay') return undefined
  const detail = `"${id}" is a ${origin} device: recorded values would mix with its own`
  return invalid(`${detail}; choose an id for the replay alone`)
}

function refuse(registry: Registry, device: Device): Refusal | undefined {
  const known = registry.find(device.id)
  const strange = refuseOrigin(known ?? device)
  if (strange || !known || known.kind === device.kind) return strange
  return invalid(`"${known.id}" is registered as ${known.kind}, the recording is ${device.kind}`)
}

/** Registers what is missing and gives every device a secret; all of them or none. */
export function executeReplay(parts: ReplayParts, body: unknown): ReplayAnswer {
  const { registry, audit, isDemo, door } = parts
  const request = parseReplayRequest(body)
  if (isRefusal(request)) return { ok: false, refusal: request }
  if (!isDemo) {
    return { ok: false, refusal: invalid('nothing is played into the live city; use "npm start"') }
  }
  const { devices } = request
  for (const device of devices) {
    const refusal = refuse(registry, device)
    if (refusal) return { ok: false, refusal }
  }
  const seeded = registry.seed(devices)
  if (isRefusal(seeded)) return { ok: false, refusal: seeded }
  const secrets = registry.rotateAll(devices.map(({ id }) => id))
  if (isRefusal(secrets)) return { ok: false, refusal: secrets }
  for (const { id: who } of devices) {
    audit.write({ address: 'local', who, code: 'token_rotated', detail: 'for a replay' })
  }
  return { ok: true, secrets: Object.fromEntries(secrets), door: door() }
}
