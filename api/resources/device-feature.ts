import { freshnessOf, type Freshness } from '#domain/freshness.ts'
import type { Level } from '#domain/levels.ts'
import type { LiveDevice } from '#domain/live-events.ts'
import type { DeviceFeature, DeviceProperties } from '#domain/resources.ts'
import type { DeviceState } from '#ingest/board.ts'

/** The part of a feature that depends on the time of the request. */
export type TimedProperties = Pick<DeviceProperties, 'age_ms' | 'state' | 'level'>

/** A device as a GeoJSON feature, its age and state as of `now` (epoch ms). */
export function createDeviceFeature(state: DeviceState, now: number): DeviceFeature {
  const { device } = state
  const at = placeOf(state)
  return {
    type: 'Feature',
    id: device.id,
    geometry: at && { type: 'Point', coordinates: at },
    properties: {
      kind: device.kind,
      name: device.name,
      origin: device.origin,
      latest: state.latest,
      last_level: state.lastLevel,
      interval_ms: state.intervalMs,
      online: state.online,
      thresholds: device.thresholds ?? null,
      gauge: device.gauge ?? null,
      facts: device.facts ?? null,
      change_seq: state.changeSeq,
      ...createTimedProperties(state, now),
    },
  }
}

export function createTimedProperties(state: DeviceState, now: number): TimedProperties {
  const latestTs = state.latest?.ts ?? null
  const freshness = freshnessOf({
    now,
    latestTs,
    intervalMs: state.intervalMs,
    outOfService: state.device.out_of_service,
  })
  return {
    age_ms: latestTs === null ? null : now - latestTs,
    state: freshness,
    level: currentLevel(state.level, freshness),
  }
}

/** The changing part of a device, for the live stream. */
export function createLiveDevice(state: DeviceState): LiveDevice {
  const at = state.device.position ? null : placeOf(state)
  return {
    id: state.device.id,
    change_seq: state.changeSeq,
    latest: state.latest,
    level: state.level,
    last_level: state.lastLevel,
    interval_ms: state.intervalMs,
    online: state.online,
    out_of_service: state.device.out_of_service,
    ...(at && { at }),
  }
}

// An expired value no longer says how high the water is; `last_level` keeps what it said.
function currentLevel(level: Level | null, freshness: Freshness): Level | null {
  return freshness === 'live' || freshness === 'late' ? level : null
}

/** Longitude, latitude: the registered place, else where the device says it is. */
function placeOf({ device, latest }: DeviceState): [number, number] | null {
  if (device.position) return [device.position.lon, device.position.lat]
  const lat = latest?.values['lat']
  const lon = latest?.values['lon']
  return typeof lat === 'number' && typeof lon === 'number' ? [lon, lat] : null
}
