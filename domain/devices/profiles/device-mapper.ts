import type { Device } from '../device.ts'
import { findNearestName } from '../../words/nearest-name.ts'
import type { Refusal } from '../../words/refusal.ts'
import { compileMapper, type UplinkMapper } from './mapper.ts'
import type { Profile, ProfileSettings } from './profile.ts'

/** The profiles a city knows: the built-in ones and those of its folder. */
export interface ProfileDirectory {
  find(id: string): Profile | undefined
  list(): readonly Profile[]
}

const invalid = (detail: string): Refusal => ({ code: 'device_invalid', detail })

/** Settings whose height counts from the gauge's own zero, as levels do. */
function settleHeight({ uplink, gauge }: Device): ProfileSettings {
  const { datum, ...settings } = uplink?.settings ?? {}
  if (datum === undefined || datum === 'GAUGE' || settings.mounting_height_m === undefined) {
    return settings
  }
  const zero = gauge?.zero_height_m ?? 0
  return { ...settings, mounting_height_m: settings.mounting_height_m - zero }
}

/** How the uplinks of a registered device become readings, or why they cannot. */
export function createDeviceMapper(
  device: Device,
  profiles: ProfileDirectory,
): UplinkMapper | Refusal {
  const { uplink, kind } = device
  if (!uplink) return invalid(`uplink: "${device.id}" does not come over a bridge`)
  const profile = profiles.find(uplink.profile)
  if (!profile) {
    const names = profiles.list().map(({ id }) => id)
    const near = findNearestName(uplink.profile, names)
    const hint = near ? `did you mean ${near}?` : `known are ${names.join(', ')}`
    return { code: 'profile_unknown', detail: `uplink.profile: no "${uplink.profile}"; ${hint}` }
  }
  if (profile.kind !== kind) {
    return invalid(`uplink.profile: ${profile.id} is for "${profile.kind}", not "${kind}"`)
  }
  return compileMapper(profile, settleHeight(device))
}
