import { hash } from 'node:crypto'
import type { Device } from '#domain/devices/device.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { Parts } from './parts.ts'

const versionChars = 12

/** Changes with every field of the device, its dated settings included. */
export const versionOf = (device: Device): string =>
  hash('sha256', JSON.stringify(device), 'base64url').slice(0, versionChars)

/** What a device has where its description does not name it. */
const absent = {
  every_ms: null,
  thresholds: null,
  gauge: null,
  normally_flat: false,
  guards: null,
  facts: null,
  camera_url: null,
  note: null,
  service: null,
  retired: null,
  uplink: null,
}

/** A device as those see it who look after it. */
export function describeItem(
  { registry, settings }: Pick<Parts, 'registry' | 'settings'>,
  device: Device,
): InventoryItem {
  const credential = registry.credentialOf(device.id)
  const [last] = registry.listActsAbout(device.id, { limit: 1 })
  if (!credential) throw new Error(`Device "${device.id}" has no entry`)
  return {
    ...absent,
    ...(device as Omit<Device, 'uplink'> & Pick<InventoryItem, 'uplink'>),
    credential,
    version: versionOf(device),
    changed: last ? { ts: last.ts, by: last.by.name } : null,
    planned: settings.listPlanned(device.id).map(({ part, valid_from, effective_ts }) => ({
      part,
      valid_from: valid_from ?? '',
      effective_ts,
    })),
  }
}
