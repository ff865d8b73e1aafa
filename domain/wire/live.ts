/** What the live stream sends and takes over Socket.IO, shared by server and dashboard. */
import Type, { type Static } from 'typebox'
import type { CrossingResource } from './crossing.ts'
import type { DeviceProperties } from './device.ts'
import type { HealthResource } from './health.ts'

/** More kinds than any instance has. */
const kindsMax = 64

/** What a page asks for; everything else is refused, as no page of ours sends it. */
export const watchRequest = Type.Object(
  {
    kinds: Type.Array(Type.String({ maxLength: 64 }), {
      maxItems: kindsMax,
      description: 'Kinds to follow; an empty list follows none',
    }),
    since: Type.Integer({
      description: 'Journal sequence already known, from GET /v1/devices or an earlier update',
    }),
    since_crossing: Type.Integer({ description: 'Newest crossing already known; -1 for none' }),
    registry: Type.Optional(
      Type.String({
        maxLength: 64,
        description: "Of the page's snapshot; without it only `since` tells whether to reload",
      }),
    ),
    run: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'Of the last answer; without it only the numbers tell of another server',
      }),
    ),
    health: Type.Boolean({ description: 'Also send `health` every few seconds' }),
  },
  { additionalProperties: false },
)
export type WatchRequest = Static<typeof watchRequest>

/** The changing part of a device; the fixed part came with `GET /v1/devices`. */
export interface LiveDevice extends Pick<
  DeviceProperties,
  | 'change_seq'
  | 'latest'
  | 'clock_offset_ms'
  | 'level'
  | 'confirmed'
  | 'alarm_level'
  | 'last_level'
  | 'unchanged_ms'
  | 'interval_ms'
  | 'online'
  | 'online_since_ts'
  | 'last_uplink_ts'
> {
  id: string
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
   * `followedCrossingsMax`, folded per gauge.
   */
  crossings: CrossingResource[]
  /** True where the client's snapshot is of another registry or of another run: load it again. */
  reload: boolean
}

/** `pulse`: whether what devices send comes through. */
export interface Beat extends Pick<HealthResource, 'server_ts' | 'pulse' | 'clock_doubt'> {
  seq: number
  crossing_seq: number
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
