import { isDeepStrictEqual } from 'node:util'
import type { Device } from '#domain/devices/device.ts'
import type { DatedPart, NewSetting } from '#store/registry/setting.ts'
import type { Parts } from '../parts.ts'
import { datedParts, valueOf } from './settings.ts'

/**
 * Writes down what devices have and no history tells of: those of a city folder, of a version before
 * there were histories, or of a simulation.
 */
export function adopt({ registry, settings, clock }: Parts, devices: readonly Device[]): void {
  const missing = devices.flatMap((device) =>
    datedParts.flatMap((part) => findMissing({ device, part, settings, now: clock.now() })),
  )
  if (missing.length === 0) return
  const versions: number[] = []
  const written = registry.write([], (change) => {
    for (const setting of missing) versions.push(change.addSetting(setting))
  })
  if (!(written instanceof Map)) throw new Error('An empty change was refused')
  for (const [at, setting] of missing.entries()) {
    settings.put({ ...setting, version: versions[at] ?? 0, cancelled_ts: null })
  }
}

function findMissing(options: {
  device: Device
  part: DatedPart
  settings: Parts['settings']
  now: number
}): NewSetting[] {
  const { device, part, settings, now } = options
  const known = settings.findInForce(device.id, part)
  const value: unknown = device[part]
  if (isDeepStrictEqual(value, valueOf(known))) return []
  const isFirst = known === undefined
  return [
    {
      device: device.id,
      part,
      value: value === undefined ? null : JSON.stringify(value),
      valid_from: part === 'thresholds' ? (device.thresholds?.valid_from ?? null) : null,
      effective_ts: isFirst ? 0 : now,
      set_ts: isFirst ? null : now,
      set_by: null,
      note: null,
      applied_ts: now,
    },
  ]
}
