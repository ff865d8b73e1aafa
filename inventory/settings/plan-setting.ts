import { isDeepStrictEqual } from 'node:util'
import { startOfDay } from '#domain/city/local-day.ts'
import type { Device } from '#domain/devices/device.ts'
import type { DatedPart, NewSetting } from '#store/registry/setting.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import { still, type Parts, type Step } from '../parts.ts'
import { actOfSetting } from './setting-act.ts'
import { valueOf, withSetting } from './settings.ts'

/** A dated setting as somebody wants it. */
export interface WantedSetting {
  part: DatedPart
  /** As the device's description holds it; undefined for none. */
  value: unknown
  valid_from: string | null
  note: string | null
  set_by: string
}

/**
 * From when on a setting counts, epoch ms: from 00:00 of its day in the city's zone, at the earliest
 * now, because what was judged before stays as it is.
 */
export function effectiveFrom(
  { clock, zone }: Pick<Parts, 'clock' | 'zone'>,
  validFrom: string | null,
): number | Refusal {
  const now = clock.now()
  if (validFrom === null) return now
  const start = startOfDay(validFrom, zone)
  if (start !== undefined) return Math.max(now, start)
  return { code: 'thresholds_invalid', detail: `valid_from: ${validFrom} is no day` }
}

/** What setting it does to the device: at once, or a plan for its day. */
export function planSetting(parts: Parts, device: Device, wanted: WantedSetting): Step | Refusal {
  const { clock, settings } = parts
  const effective_ts = effectiveFrom(parts, wanted.valid_from)
  if (typeof effective_ts !== 'number') return effective_ts
  const now = clock.now()
  const isNow = effective_ts <= now
  const before = valueOf(settings.findInForce(device.id, wanted.part))
  if (isNow && isDeepStrictEqual(before, wanted.value)) return still(device)
  const setting: NewSetting = {
    device: device.id,
    part: wanted.part,
    value: wanted.value === undefined ? null : JSON.stringify(wanted.value),
    valid_from: wanted.valid_from,
    effective_ts,
    set_ts: now,
    set_by: wanted.set_by,
    note: wanted.note,
    applied_ts: isNow ? now : null,
  }
  return {
    device: isNow ? withSetting(device, wanted.part, wanted.value) : device,
    token: 'keep',
    acts: [actOfSetting(setting, { before, after: wanted.value })],
  }
}
