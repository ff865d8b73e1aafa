import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { refuseForKind } from '../checks/check-device.ts'
import type { NewDevice } from '../inventory.ts'
import { still, type Parts, type Step } from '../parts.ts'
import { findDeviceKind } from './find-kind.ts'
import { setReference } from './set-reference.ts'
import { setThresholds } from './set-thresholds.ts'

const exists = ({ id, retired }: Device): Refusal =>
  retired
    ? { code: 'device_retired', detail: `"${id}" was retired: an id is not given again` }
    : { code: 'device_exists', detail: `"${id}" is registered already` }

/** A device that is not there yet, with a token of its own. */
export function addDevice(
  parts: Parts,
  known: Device | undefined,
  { wanted, by }: { wanted: NewDevice; by: string },
): readonly Step[] | Refusal {
  if (known) return exists(known)
  // What is dated is set after it, so that it has a history from the first day on.
  const { thresholds, gauge, ...rest } = wanted
  const device: Device = { ...rest, out_of_service: false }
  const kind = findDeviceKind(parts, device)
  if (isRefusal(kind)) return kind
  const refusal = refuseForKind(device, kind)
  if (refusal) return refusal
  const added: Step = {
    device,
    token: 'issue',
    acts: [{ act: 'device_added', before: null, after: { ...rest } }],
  }
  return follow(added, [
    (known) => (gauge ? setReference(parts, known, { gauge, validFrom: null, by }) : still(known)),
    (known) => (thresholds ? setThresholds(parts, known, { given: thresholds, by }) : still(known)),
  ])
}

/** Steps of one device, each from where the one before it led. */
function follow(
  first: Step,
  next: readonly ((device: Device) => Step | Refusal)[],
): readonly Step[] | Refusal {
  const steps = [first]
  for (const make of next) {
    const step = make(steps.at(-1)?.device ?? first.device)
    if (isRefusal(step)) return step
    steps.push(step)
  }
  return steps
}
