import { isDeepStrictEqual } from 'node:util'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { refuseForKind } from '../checks/check-device.ts'
import { still, type Parts, type Step } from '../parts.ts'
import { findDeviceKind } from './find-kind.ts'

/** What a person may change of a device, dated settings apart. */
export const patchable = [
  'name',
  'role',
  'position',
  'every_ms',
  'normally_flat',
  'guards',
  'facts',
  'camera_url',
  'note',
  'out_of_service',
  'service',
  'uplink',
] as const satisfies readonly (keyof Device)[]
export type Patchable = (typeof patchable)[number]

/** New values by field; null takes one away that may be absent. */
export type Patch = Readonly<Partial<Record<Patchable, unknown>>>

/** Fields that every device has: their null is a value, or wrong. */
const required: ReadonlySet<Patchable> = new Set(['name', 'role', 'position', 'out_of_service'])

/** The device with a patch, and an act that names what is different. */
export function changeDevice(
  parts: Parts,
  before: Device,
  { patch, undoes }: { patch: Patch; undoes?: number },
): Step | Refusal {
  const after = applyPatch(before, patch)
  const refusal = refuseService(after, patch, parts.clock.now())
  if (refusal) return refusal
  const changed = patchable.filter((field) => !isDeepStrictEqual(before[field], after[field]))
  if (changed.length === 0) return still(before)
  const kind = findDeviceKind(parts, after)
  if (isRefusal(kind)) return kind
  const refused = refuseForKind(after, kind)
  if (refused) return refused
  const isService = changed.every((field) => field === 'out_of_service' || field === 'service')
  return {
    device: after,
    token: 'keep',
    acts: [
      {
        act: isService ? 'service_changed' : 'device_changed',
        before: pick(before, changed),
        after: pick(after, changed),
        ...(undoes !== undefined && { undoes }),
      },
    ],
  }
}

function applyPatch(device: Device, patch: Patch): Device {
  const next: Record<string, unknown> = { ...device }
  for (const field of patchable) {
    const value = patch[field]
    if (value === undefined) continue
    if (value === null && !required.has(field)) delete next[field]
    else next[field] = value
  }
  // Back in service there is no reason left for being out of it.
  if (next['out_of_service'] === false) delete next['service']
  return next as unknown as Device
}

function refuseService(
  { out_of_service, service }: Device,
  patch: Patch,
  now: number,
): Refusal | undefined {
  const isAsked = patch.out_of_service !== undefined || patch.service !== undefined
  if (!isAsked || !out_of_service) return undefined
  if (!service)
    return { code: 'reason_missing', detail: 'service.reason: why it is out of service' }
  if (service.until_ts === null || service.until_ts > now) return undefined
  return { code: 'device_invalid', detail: 'service.until_ts: lies in the past' }
}

const pick = (device: Device, fields: readonly Patchable[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, device[field] ?? null]))
