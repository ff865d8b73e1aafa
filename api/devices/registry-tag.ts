import { createHash } from 'node:crypto'
import type { DeviceDirectory } from '#domain/devices/device.ts'

/** A short text that changes whenever the description of any device does, across restarts too. */
export interface RegistryTag {
  get(): string
  close(): void
}

/** Computed from the descriptions themselves, at the first request after a change. */
export function createRegistryTag(directory: DeviceDirectory): RegistryTag {
  let tag: string | undefined
  const unsubscribe = directory.onChanged(() => (tag = undefined))
  return {
    get: () => (tag ??= digest(directory)),
    close: unsubscribe,
  }
}

function digest(directory: DeviceDirectory): string {
  const hash = createHash('sha256')
  for (const device of directory.list()) hash.update(JSON.stringify(device))
  return hash.digest('base64url').slice(0, 16)
}
