import fc from 'fast-check'
import type { Device } from '#domain/devices/device.ts'
import type { DeviceFault } from '#simulators/faults/device-fault.ts'
import { faultTypes } from '#simulators/faults/fault-types.ts'
import type { Sent } from '#simulators/faults/sent.ts'
import { applyFaults } from '#simulators/faults/stream.ts'
import { describeTouches } from '#simulators/faults/truth.ts'
import { deviceOf, hour, mondayTs } from '../inashiki.ts'
import { soundReports, transformOf } from './plan.ts'

export const minute = 60_000
export const gauge = deviceOf('gauge-edosaki')
export const bus = deviceOf('bus-01')
export const fromTs = mondayTs + 8 * hour
export const toTs = fromTs + 3 * hour

/** An example of every type, at a device of a kind that can have it. */
export const examples: Readonly<Record<string, { device: Device; params: object }>> = {
  spike: { device: gauge, params: { field: 'level_m', height: 2, share: 0.3 } },
  flat: { device: gauge, params: { field: 'level_m' } },
  stuck: { device: gauge, params: { field: 'level_m' } },
  drift: { device: gauge, params: { field: 'level_m', per_day: 3 } },
  zero_point: { device: gauge, params: { by: -0.4 } },
  battery: { device: gauge, params: { per_day: 2 } },
  unit_slip: { device: gauge, params: { field: 'level_m', sent_as: 'cm' } },
  position_zero: { device: bus, params: { share: 0.4 } },
  position_jump: { device: bus, params: { metres: 2_000, share: 0.4 } },
  clock: { device: gauge, params: {} },
  gap: { device: gauge, params: { share: 0.5 } },
  duplicate: { device: gauge, params: { share: 0.5 } },
  backlog: { device: gauge, params: { order: 'shuffled' } },
  outage: { device: gauge, params: {} },
  reboot: { device: gauge, params: {} },
}
export const types = faultTypes.map(({ id }) => id)

export interface Drawn {
  type: string
  startMinute: number
  minutes: number
}
/** A fault of any type at any time around the three hours. */
export const drawn: fc.Arbitrary<Drawn> = fc.record({
  type: fc.constantFrom(...types),
  startMinute: fc.integer({ min: -30, max: 170 }),
  minutes: fc.integer({ min: 1, max: 120 }),
})
export const faultOf = ({ type, startMinute, minutes }: Drawn, index = 0) => ({
  id: `f${index}`,
  type,
  device: examples[type]?.device.id,
  from: fromTs + startMinute * minute,
  for: `${minutes}m`,
  ...examples[type]?.params,
})
export const soundOf = new Map([gauge, bus].map((one) => [one, soundReports(one, fromTs, toTs)]))

/** What became of a device's reports. */
export function run(faults: readonly DeviceFault[], device: Device): Sent[] {
  return applyFaults(soundOf.get(device) ?? [], transformOf(device, faults))
}

export const touchesOf = (device: Device, sent: readonly Sent[]) => describeTouches(device.id, sent)
