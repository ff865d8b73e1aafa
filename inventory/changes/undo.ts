import { isDeepStrictEqual } from 'node:util'
import type { StoredAct } from '#domain/access/act.ts'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { DatedPart } from '#store/registry/setting.ts'
import type { Parts, Step } from '../parts.ts'
import { planSetting } from '../settings/plan-setting.ts'
import { partOfAct } from '../settings/setting-act.ts'
import { isPlanned, valueOf } from '../settings/settings.ts'
import { changeDevice, patchable } from './change-device.ts'
import { reinstateDevice } from './retire-device.ts'

const cannot = (detail: string): Refusal => ({ code: 'not_undoable', detail })

/**
 * What brings back what an act changed, as long as nobody changed the same since. The undoing is an
 * act itself, and can be undone.
 */
export function undoAct(
  parts: Parts,
  device: Device,
  { act, by }: { act: StoredAct; by: string },
): Step | Refusal {
  const part = partOfAct(act.act)
  if (part) return undoSetting(parts, device, { act, part, by })
  switch (act.act) {
    case 'device_changed':
    case 'service_changed':
      return undoPatch(parts, device, act)
    case 'device_retired':
      return device.retired
        ? reinstateDevice(device, act.seq)
        : cannot(`${device.id} is not retired any more`)
    default:
      return cannot(`${act.act} cannot be undone`)
  }
}

function undoPatch(parts: Parts, device: Device, { seq, before, after }: StoredAct) {
  const fields = patchable.filter((field) => before && field in before)
  const other = fields.find((field) => !isDeepStrictEqual(device[field] ?? null, after?.[field]))
  if (other !== undefined) return cannot(`${other} was changed since`)
  const patch = Object.fromEntries(fields.map((field) => [field, before?.[field]]))
  const step = changeDevice(parts, device, { patch, undoes: seq })
  return isRefusal(step) ? cannot(step.detail) : step
}

function undoSetting(
  parts: Parts,
  device: Device,
  { act, part, by }: { act: StoredAct; part: DatedPart; by: string },
): Step | Refusal {
  const { settings } = parts
  const row = settings.find(Number(act.after?.['version']))
  if (!row || row.cancelled_ts !== null) return cannot('it was taken back already')
  if (isPlanned(row)) {
    const cancelled = { act: act.act, before: act.after, after: null, undoes: act.seq }
    return { device, token: 'keep', acts: [{ ...cancelled, cancels: row.version }] }
  }
  if (settings.findInForce(device.id, part)?.version !== row.version) {
    return cannot(`${part} were set again since`)
  }
  const earlier = findBefore(parts, device.id, part)
  const wanted = {
    part,
    value: valueOf(earlier),
    valid_from: null,
    note: null,
    set_by: by,
  }
  const step = planSetting(parts, device, wanted)
  if (isRefusal(step)) return step
  return { ...step, acts: step.acts.map((one) => ({ ...one, undoes: act.seq })) }
}

/** What was in force before what is. */
const findBefore = ({ settings }: Parts, device: string, part: DatedPart) =>
  settings
    .list(device, part)
    .filter(({ applied_ts }) => applied_ts !== null)
    .toSorted((a, b) => a.effective_ts - b.effective_ts || a.version - b.version)
    .at(-2)
