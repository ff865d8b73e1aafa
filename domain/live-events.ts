/** Socket.IO events of the live stream, shared by server and dashboard. */
import type { PulseState } from './pulse.ts'
import type { ServerClockDoubt } from './server-clock.ts'
import type {
  CrossingResource,
  DeviceProperties,
  HealthResource,
  LatestReading,
} from './resources.ts'

/** The changing part of a device; the fixed part came with `GET /v1/devices`. */
export interface LiveDevice {
  id: string
  change_seq: number
  latest: LatestReading | null
  level: DeviceProperties['level']
  last_level: DeviceProperties['last_level']
  interval_ms: number
  online: boolean | null
  out_of_service: boolean
  /** Longitude, latitude of a moving device. */
  at?: [number, number]
}

export interface DevicesUpdate {
  /** Journal sequence the receiver stands at after applying this update. */
  seq: number
  server_ts: number
  changes: LiveDevice[]
}

/**
 * A page keeps so many crossings and is sent no more at once, however long it was away: older ones
 * are at `GET /v1/crossings`. Of a city with flapping gauges all would be megabytes for every page.
 */
export const followedCrossingsMax = 500

export interface WatchRequest {
  /** Kinds to follow; an empty list follows none. */
  kinds: string[]
  /** Journal sequence already known (from `GET /v1/devices` or an earlier update). */
  since: number
  /** Newest crossing already known; -1 for none. */
  since_crossing: number
  /** `registry` of the client's snapshot; without it only `since` tells whether to reload. */
  registry?: string
  /** `run` of the last answer; without it only the numbers tell that they are of another server. */
  run?: string
  /** Also send `health` every few seconds. */
  health: boolean
}

export interface WatchReply {
  server_ts: number
  /**
   * Changes with every start of the server. It may stand on a restored backup, where the numbers of
   * changes and crossings count things that the client has never seen.
   */
  run: string
  /** Everything that changed after `since`, so that nothing is missed and nothing sent twice. */
  update: DevicesUpdate
  /**
   * Those after `since_crossing`, or all where the client is of another run; oldest first, at most
   * the newest `followedCrossingsMax`.
   */
  crossings: CrossingResource[]
  /** True where the client's snapshot is of another registry or of another run: load it again. */
  reload: boolean
}

export interface Beat {
  server_ts: number
  seq: number
  crossing_seq: number
  /** Whether what devices send comes through; null where nobody checks. */
  pulse: PulseState | null
  /** Why the server's own clock may be behind; null while nothing points to that. */
  clock_doubt: ServerClockDoubt | null
}

export interface ServerToClientEvents {
  devices: (update: DevicesUpdate) => void
  crossings: (crossings: CrossingResource[]) => void
  health: (health: HealthResource) => void
  /** The server is alive and this is its clock; every `heartbeatMs`. */
  beat: (beat: Beat) => void
  /** Registry changed: load `GET /v1/devices` again. */
  reload: () => void
}

export interface ClientToServerEvents {
  watch: (request: WatchRequest, reply: (answer: WatchReply) => void) => void
}

/** Interval of `beat`, ms: a page that hears nothing for a few of them says so. */
export const heartbeatMs = 2_000

/** Path of the Socket.IO endpoint. */
export const livePath = '/live'
