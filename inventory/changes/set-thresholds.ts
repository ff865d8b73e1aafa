import type { Device } from '#domain/devices/device.ts'
import type { ThresholdsRequest } from '#domain/wire/inventory.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { refuseThresholds } from '../checks/refuse-thresholds.ts'
import type { Parts, Step } from '../parts.ts'
import { planSetting } from '../settings/plan-setting.ts'
import { findDeviceKind } from './find-kind.ts'

/** As the device's description holds what was asked for. */
function readThresholds({ note: _note, ...given }: ThresholdsRequest): Thresholds {
  return { ...given, verified: given.verified ?? false }
}

/** The device with other thresholds, checked. */
export function withThresholds(
  parts: Pick<Parts, 'kinds'>,
  device: Device,
  given: ThresholdsRequest,
): (Device & { thresholds: Thresholds }) | Refusal {
  const kind = findDeviceKind(parts, device)
  if (isRefusal(kind)) return kind
  const thresholds = readThresholds(given)
  return refuseThresholds(device, kind, thresholds) ?? { ...device, thresholds }
}

/** Thresholds of a gauge from a day on. */
export function setThresholds(
  parts: Parts,
  device: Device,
  { given, by }: { given: ThresholdsRequest; by: string },
): Step | Refusal {
  const checked = withThresholds(parts, device, given)
  if (isRefusal(checked)) return checked
  const { valid_from, note = null } = given
  const wanted = { value: checked.thresholds, valid_from, note, set_by: by }
  return planSetting(parts, device, { part: 'thresholds', ...wanted })
}
