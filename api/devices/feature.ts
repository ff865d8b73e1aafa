import { freshnessOf, isOnTime } from '#domain/readings/freshness.ts'
import type { LiveDevice } from '#domain/wire/live.ts'
import type { DeviceFeature, DeviceProperties } from '#domain/wire/device.ts'
import type { DeviceState } from '#views/board.ts'

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
      clock_offset_ms: state.clockOffsetMs,
      confirmed: state.confirmed,
      alarm_level: state.alarmLevel,
      last_level: state.lastLevel,
      unchanged_ms: state.unchangedMs,
      interval_ms: state.intervalMs,
      online: state.online,
      online_since_ts: state.onlineSinceTs,
      last_uplink_ts: state.lastUplinkTs,
      thresholds: device.thresholds ?? null,
      gauge: device.gauge ?? null,
      service: device.service ?? null,
      facts: device.facts ?? null,
      change_seq: state.changeSeq,
      ...createTimedProperties(state, now),
    },
  }
}

/** Why a device rests is said in the words of staff, who may name people: for staff alone. */
export function hideFromPublic(feature: DeviceFeature): DeviceFeature {
  return { ...feature, properties: { ...feature.properties, service: null } }
}

export function createTimedProperties(state: DeviceState, now: number): TimedProperties {
  const { latest, level, lastLevel, intervalMs } = state
  const outOfService = state.device.out_of_service
  const clockFault = state.clockOffsetMs !== null
  const freshnessSince = (latestTs: number | null) =>
    freshnessOf({ now, latestTs, intervalMs, outOfService, clockFault })
  return {
    // A server clock that was set back must make nothing younger than now.
    age_ms: latest && Math.max(0, now - latest.place_ts),
    state: freshnessSince(latest?.place_ts ?? null),
    // An expired value no longer says how high the water is; `last_level` keeps what it said.
    level: isOnTime(freshnessSince(lastLevel?.ts ?? null)) ? level : null,
  }
}

/** The changing part of a device, for the live stream. */
export function createLiveDevice(state: DeviceState): LiveDevice {
  const at = state.device.position ? null : placeOf(state)
  return {
    id: state.device.id,
    change_seq: state.changeSeq,
    latest: state.latest,
    clock_offset_ms: state.clockOffsetMs,
    level: state.level,
    confirmed: state.confirmed,
    alarm_level: state.alarmLevel,
    last_level: state.lastLevel,
    unchanged_ms: state.unchangedMs,
    interval_ms: state.intervalMs,
    online: state.online,
    online_since_ts: state.onlineSinceTs,
    last_uplink_ts: state.lastUplinkTs,
    out_of_service: state.device.out_of_service,
    ...(at && { at }),
  }
}

/** Longitude, latitude: the registered place, else where the device says it is. */
function placeOf({ device, latest }: DeviceState): [number, number] | null {
  if (device.position) return [device.position.lon, device.position.lat]
  const lat = latest?.values['lat']
  const lon = latest?.values['lon']
  return typeof lat === 'number' && typeof lon === 'number' ? [lon, lat] : null
}
