import { freshnessOf, type Freshness } from '#domain/readings/freshness.ts'
import type { LiveDevice } from '#domain/wire/live.ts'
import type { DeviceFeature, DeviceProperties } from '#domain/wire/device.ts'

/** A device as the page knows it: the fixed part of the snapshot and the newest live part. */
export interface CityDevice extends Omit<DeviceProperties, 'age_ms' | 'state'> {
  id: string
  /** Longitude, latitude; null where not known. */
  at: readonly [lon: number, lat: number] | null
  out_of_service: boolean
}

export function deviceFromFeature(feature: DeviceFeature): CityDevice {
  const { age_ms: _age, state, ...properties } = feature.properties
  return {
    ...properties,
    id: feature.id,
    at: feature.geometry?.coordinates ?? null,
    out_of_service: state === 'out_of_service',
  }
}

/** The device after a live change. An older change than the known one leaves it as it is. */
export function applyChange(device: CityDevice, change: LiveDevice): CityDevice {
  if (change.change_seq < device.change_seq) return device
  const { at, ...changed } = change
  return { ...device, ...changed, at: at ?? device.at }
}

/**
 * The device after a snapshot that was written while live changes went on: `live`, the last of
 * them, counts where it is newer. Where both stand at the same change the snapshot does, because
 * its description may be newer.
 */
export function applySnapshot(snapshot: CityDevice, live: LiveDevice | undefined): CityDevice {
  return live && live.change_seq > snapshot.change_seq ? applyChange(snapshot, live) : snapshot
}

/** Freshness of what was measured, by the server's clock: it ages while nothing arrives. */
export function freshnessAt(
  device: CityDevice,
  measured: { ts: number; place_ts?: number } | null,
  serverNow: number,
): Freshness {
  return freshnessOf({
    now: serverNow,
    latestTs: measured?.place_ts ?? measured?.ts ?? null,
    intervalMs: device.interval_ms,
    outOfService: device.out_of_service,
    clockFault: device.clock_offset_ms !== null,
  })
}
