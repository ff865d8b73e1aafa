import type { Kind } from '#domain/kinds/kind.ts'
import type { DevicePatchRequest, InventoryItem } from '#domain/wire/inventory.ts'
import type { Draft } from '../draft.ts'

/** A row with the device that it is about: undefined where that is new. */
export interface Planning {
  draft: Draft
  present: InventoryItem | undefined
  kind: Kind
}

export type Patch = Omit<DevicePatchRequest, 'why'>
