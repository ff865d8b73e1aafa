import type { Device } from '#domain/devices/device.ts'
import type { GaugeReference } from '#domain/wire/device.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { Parts, Step } from '../parts.ts'
import { planSetting } from '../settings/plan-setting.ts'

/** The zero of a gauge, its height and datum, from a day on: history keeps the one it had. */
export const setReference = (
  parts: Parts,
  device: Device,
  { gauge, validFrom, by }: { gauge: GaugeReference; validFrom: string | null; by: string },
): Step | Refusal =>
  planSetting(parts, device, {
    part: 'gauge',
    value: gauge,
    valid_from: validFrom,
    note: null,
    set_by: by,
  })
