import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { Patch, Planning } from './planning.ts'

type Uplink = NonNullable<InventoryItem['uplink']>

const columns = ['uplink_source', 'uplink_address', 'uplink_profile', 'mounting_height_m']
const none: Record<'source' | 'address' | 'profile', null> & Pick<Uplink, 'settings'> = {
  source: null,
  address: null,
  profile: null,
}

/** How the device comes over a bridge. */
export function planUplink({ draft, present }: Planning): Patch {
  if (!draft.has(...columns)) return {}
  const before = present?.uplink ?? none
  const source = draft.text('uplink_source', before.source)
  const address = draft.text('uplink_address', before.address)
  const profile = draft.text('uplink_profile', before.profile)
  if (source === null || address === null || profile === null) {
    draft.refuse(
      'uplink_source',
      '中継には uplink_source、uplink_address、uplink_profile が必要です',
      'a bridged device needs uplink_source, uplink_address and uplink_profile',
    )
    return {}
  }
  const settings = planSettings(draft, before.settings)
  return { uplink: { source, address, profile, ...(settings && { settings }) } }
}

/** The height of the sensor among settings that the file does not speak of. */
function planSettings(draft: Planning['draft'], before: Uplink['settings']): Uplink['settings'] {
  if (!draft.has('mounting_height_m')) return before
  const height = draft.number('mounting_height_m')
  const { mounting_height_m: _before, ...others } = before ?? {}
  const settings = { ...others, ...(height !== null && { mounting_height_m: height }) }
  return Object.keys(settings).length > 0 ? settings : undefined
}
