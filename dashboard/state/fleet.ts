import { batch, signal, type Signal } from '@preact/signals'
import type { LiveDevice } from '#domain/wire/live.ts'
import type { DeviceCollection } from '#domain/wire/device.ts'
import {
  applyChange,
  applySnapshot,
  deviceFromFeature,
  type CityDevice,
} from '../logic/device/city-device.ts'
import { distinguishNames } from '../logic/device/distinct-names.ts'
import { isSameStanding, standingOf, type Standing } from '../logic/device/standing.ts'
import type { Labels } from '#domain/words/labels.ts'
import { findKind } from './city.ts'

/** One device: readers subscribe to exactly what they show. */
export interface FleetEntry {
  readonly id: string
  readonly device: Signal<CityDevice>
  /** Changes only when the look of the device changes, not with every value. */
  readonly standing: Signal<Standing>
}

const entries = new Map<string, FleetEntry>()
/** The last live change of each device: a snapshot that lands later may be older than it. */
const lastChanges = new Map<string, LiveDevice>()

/** Every device; a new array with every snapshot, so also when only a description changed. */
export const fleet = signal<readonly FleetEntry[]>([])
/** Rises whenever a standing changes: what is ordered by standing depends on it. */
export const standingsVersion = signal(0)
/** Rises with every applied update: what draws many devices at once depends on it. */
export const fleetVersion = signal(0)

/** What a device is called here: with its id where another has the same name. */
export const nameOf = (id: string, name: Labels): Labels =>
  entries.get(id)?.device.value.name ?? name

export function findEntry(id: string): FleetEntry | undefined {
  return entries.get(id)
}

function judgeStanding(device: CityDevice, now: number): Standing {
  return standingOf(device, findKind(device.kind), now)
}

function refreshStanding(entry: FleetEntry, now: number): boolean {
  const next = judgeStanding(entry.device.peek(), now)
  if (isSameStanding(next, entry.standing.peek())) return false
  entry.standing.value = next
  return true
}

/** Lets time pass: values age, and late or expired ones change their look. */
export function ageFleet(now: number): void {
  batch(() => {
    let changed = false
    for (const entry of entries.values()) changed = refreshStanding(entry, now) || changed
    if (changed) standingsVersion.value++
  })
}

/**
 * Replaces the fleet by a snapshot, keeping the signals of devices that stay, and of what came
 * live whatever is newer than the snapshot.
 */
export function setFleet(collection: DeviceCollection, now: number): void {
  batch(() => {
    const known = new Map(entries)
    entries.clear()
    for (const described of distinguishNames(collection.features.map(deviceFromFeature))) {
      const device = applySnapshot(described, lastChanges.get(described.id))
      const entry = known.get(device.id) ?? {
        id: device.id,
        device: signal(device),
        standing: signal(judgeStanding(device, now)),
      }
      entry.device.value = device
      refreshStanding(entry, now)
      entries.set(device.id, entry)
    }
    fleet.value = [...entries.values()]
    standingsVersion.value++
    fleetVersion.value++
  })
}

/**
 * Forgets which changes the page knows: those of a server that stands on other data count anew,
 * whatever their numbers. What is shown stays until they come.
 */
export function forgetChangeNumbers(): void {
  lastChanges.clear()
  batch(() => {
    for (const { device } of entries.values()) device.value = { ...device.peek(), change_seq: -1 }
  })
}

/** Applies live changes; returns the ids that the snapshot does not know. */
export function applyChanges(changes: readonly LiveDevice[], now: number): string[] {
  const unknown: string[] = []
  batch(() => {
    let changed = false
    for (const change of changes) {
      const entry = entries.get(change.id)
      if (!entry) {
        unknown.push(change.id)
        continue
      }
      const before = entry.device.peek()
      entry.device.value = applyChange(before, change)
      if (change.change_seq >= before.change_seq) lastChanges.set(change.id, change)
      changed = refreshStanding(entry, now) || changed
    }
    if (changed) standingsVersion.value++
    if (changes.length > 0) fleetVersion.value++
  })
  return unknown
}
