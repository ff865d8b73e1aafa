import type { Actor } from '#domain/access/act.ts'
import type { Device } from '#domain/devices/device.ts'
import type {
  DeviceChange,
  DevicePatchRequest,
  InventoryItem,
  InventoryWarning,
  ReferenceVersion,
  ThresholdsRequest,
  ThresholdsVersion,
} from '#domain/wire/inventory.ts'
import type { Refusal } from '#domain/words/refusal.ts'

/** Who changes something, and why in their words. */
export interface Reasoned {
  by: Actor
  why: string | null
  /** The version that was changed, where the caller names one; another one is refused. */
  ifMatch?: string | undefined
}

/** What a change came to. */
export interface Changed {
  device: InventoryItem
  warnings: readonly InventoryWarning[]
  /** Number of the act; null where nothing was different. */
  change: number | null
}

/** A new device as it is asked for: what a city folder says of one. */
export type NewDevice = Omit<Device, 'out_of_service' | 'service' | 'retired'>

/**
 * Everything that belongs to the city, and every change of it. A change and the act that tells of it
 * are on disk in one transaction before its call returns; refusals are values, a failing disk throws.
 */
export interface Inventory {
  /** In order of id; retired ones where asked for. */
  list(options?: { retired?: boolean }): InventoryItem[]
  find(id: string): InventoryItem | undefined

  add(device: NewDevice, reasoned: Reasoned): (Changed & { secret: string }) | Refusal
  change(id: string, patch: Omit<DevicePatchRequest, 'why'>, reasoned: Reasoned): Changed | Refusal
  /** A new token; the old one ends at once. */
  rotate(id: string, reasoned: Reasoned): (Changed & { secret: string }) | Refusal
  revoke(id: string, reasoned: Reasoned): Changed | Refusal
  /** Closes what stands, keeps the data, never gives the id again. */
  retire(id: string, reasoned: Reasoned): Changed | Refusal

  /** Holds from 00:00 of `valid_from` in the city's zone, at the earliest from now on. */
  setThresholds(id: string, given: ThresholdsRequest, reasoned: Reasoned): Changed | Refusal
  /** The device with thresholds as they would be set, checked, without setting anything. */
  tryThresholds(id: string, given: ThresholdsRequest): Device | Refusal
  /** Newest first. */
  listThresholds(id: string): ThresholdsVersion[]
  listReferences(id: string): ReferenceVersion[]

  /** What was changed of a device, newest first; `before`: only acts with a smaller number. */
  listChanges(id: string, query: { limit: number; before?: number | undefined }): DeviceChange[]
  /** Brings back what an act changed, as long as nobody changed the same since. */
  undo(id: string, change: number, reasoned: Reasoned): Changed | Refusal

  /** Several changes in one transaction: all of them, or none. Warnings and acts stay with each. */
  changeAll(
    changes: readonly PlannedChange[],
    reasoned: Reasoned,
  ): { changed: Changed[]; secrets: ReadonlyMap<string, string> } | Refusal
  /** What `changeAll` would do: for each change the first refusal, or the fields that differ. */
  tryAll(changes: readonly PlannedChange[]): (TriedChange | Refusal)[]
  /** Lets happen what was set to happen by now; returns how many devices changed. */
  applyDue(): number
  close(): void
}

/** What a change would come to. */
export interface TriedChange {
  device: string
  isNew: boolean
  /** Fields that would be different; none where nothing would. */
  fields: readonly string[]
  warnings: readonly InventoryWarning[]
}

/** One of many changes: of an import, or of a city folder that is taken over. */
export type PlannedChange =
  | { act: 'add'; device: NewDevice }
  | { act: 'change'; id: string; patch: Omit<DevicePatchRequest, 'why'> }
  | { act: 'thresholds'; id: string; given: ThresholdsRequest }
