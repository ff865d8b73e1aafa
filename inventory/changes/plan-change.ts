import type { Device } from '#domain/devices/device.ts'
import type { DevicePatchRequest } from '#domain/wire/inventory.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { PlannedChange } from '../inventory.ts'
import { still, type Parts, type Step } from '../parts.ts'
import { addDevice } from './add-device.ts'
import { changeDevice } from './change-device.ts'
import { setReference } from './set-reference.ts'
import { setThresholds } from './set-thresholds.ts'

/** The devices as they will be after the steps so far. */
export type View = (id: string) => Device | undefined

const unknown = (id: string): Refusal => ({
  code: 'device_unknown',
  detail: `no device "${id}" is registered`,
})

/** A device that may still be changed. */
export function findActive(view: View, id: string): Device | Refusal {
  const device = view(id)
  if (!device) return unknown(id)
  if (!device.retired) return device
  return { code: 'device_retired', detail: `"${id}" was retired` }
}

/** What a change comes to, as steps from where the view stands. */
export function planChange(
  parts: Parts,
  view: View,
  { change, by }: { change: PlannedChange; by: string },
): readonly Step[] | Refusal {
  if (change.act === 'add') {
    return addDevice(parts, view(change.device.id), { wanted: change.device, by })
  }
  const device = findActive(view, change.id)
  if (isRefusal(device)) return device
  if (change.act === 'change') return planPatch(parts, device, { patch: change.patch, by })
  const step = setThresholds(parts, device, { given: change.given, by })
  return isRefusal(step) ? step : [step]
}

function planPatch(
  parts: Parts,
  device: Device,
  { patch, by }: { patch: Omit<DevicePatchRequest, 'why'>; by: string },
): readonly Step[] | Refusal {
  const { gauge: dated, ...rest } = patch
  const changed = changeDevice(parts, device, { patch: rest })
  if (isRefusal(changed) || !dated) return isRefusal(changed) ? changed : [changed]
  const { valid_from = null, ...gauge } = dated
  const set = setReference(parts, changed.device, { gauge, validFrom: valid_from, by })
  if (isRefusal(set)) return set
  return [changed.acts.length > 0 ? changed : still(device), set]
}
