import type { Act } from '#domain/access/act.ts'
import type { Box } from '#domain/city/geometry/box.ts'
import type { CityZone } from '#domain/city/zone.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { NewSetting } from '#store/registry/setting.ts'
import type { Registry } from '#store/registry/registry.ts'
import type { Settings } from './settings/settings.ts'

/** What the parts of the inventory share. */
export interface Parts {
  registry: Registry
  settings: Settings
  clock: Clock
  zone: CityZone
  kinds: readonly Kind[]
  /** The city with its surroundings: further away a device is warned of; null for anywhere. */
  box: Box | null
}

/** One act of a step, before it has a time and somebody who did it. */
export interface StepAct extends Pick<Act, 'act' | 'before' | 'after' | 'undoes'> {
  /** A dated setting that the act brings; its number goes into `after` as `version`. */
  setting?: NewSetting
  /** A planned setting that takes effect, or never will. */
  applies?: number
  cancels?: number
}

/** What becomes of one device. */
export interface Step {
  device: Device
  token: 'keep' | 'issue' | 'end'
  acts: readonly StepAct[]
}

/** A step that changes nothing and leaves no act. */
export const still = (device: Device): Step => ({ device, token: 'keep', acts: [] })
