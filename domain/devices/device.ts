import type { Labels } from '../words/labels.ts'
import type { Origin } from '../readings/origin.ts'
import type { ProfileSettings } from './profiles/profile.ts'
import type { GaugeReference } from '../wire/device.ts'
import type { Thresholds } from '../wire/thresholds.ts'

/** How a device that does not speak our words reaches us: the far server and its own name there. */
export interface Uplink {
  /** Id of the bridge's source. */
  source: string
  /** DevEUI in lower case, or the id in the topic of a plain broker; unique within the source. */
  address: string
  /** Id of the profile that puts its fields into ours. */
  profile: string
  settings?: ProfileSettings
}

/** Limits beyond which a value of this one device is suspect. */
export interface Guard {
  min?: number
  max?: number
  stepPer10Min?: number
}

/** A registered device. Credentials are kept apart and never leave the registry. */
export interface Device {
  id: string
  kind: string
  name: Labels
  origin: Origin
  /** `desk` devices (a dispatcher's desk) may publish events. */
  role: 'sensor' | 'desk'
  /** Fixed position, WGS84 degrees; null for what moves or is not placed. */
  position: { lat: number; lon: number } | null
  /** Own reporting intervals by mode, milliseconds; the kind's contract where absent. */
  every_ms?: Readonly<Record<string, number>>
  thresholds?: Thresholds
  gauge?: GaugeReference
  /** A gated lake or a dry ditch stands still for days: neither told nor doubted (QARTOD test 8). */
  normally_flat?: boolean
  /** Free facts for people: capacity, crop, SSID, vehicle size … shown in the panel. */
  facts?: Readonly<Record<string, string | number | boolean | null>>
  out_of_service: boolean
  /** Why, and until when (epoch ms; null: until somebody says so), where it is out of service. */
  service?: { reason: string; until_ts: number | null }
  /** Own limits in place of the kind's, by field and in the field's unit. */
  guards?: Readonly<Record<string, Guard>>
  /** Page or picture of the camera that looks at it, http or https. */
  camera_url?: string
  /** For those who look after it. */
  note?: string
  /** Stays known for its data; nothing is expected of it, and its id is not given again. */
  retired?: { ts: number; reason: string }
  /** Set for a device that comes over a bridge. */
  uplink?: Uplink
}

/** The part of the registry that the doors need: who is this, and is the secret right? */
export interface DeviceDirectory {
  /** Retired ones too: their data stay. */
  find(id: string): Device | undefined
  /** The device behind a bridge's address; one step, as it is asked for every uplink. */
  findByUplink(source: string, address: string): Device | undefined
  /** In order of id, without retired ones. */
  list(): readonly Device[]
  /** Compares in constant time; undefined for an unknown id or a wrong secret. */
  authenticate(id: string, secret: Uint8Array): Device | undefined
  /** The device a bearer token belongs to, if any. */
  findByToken(secret: Uint8Array): Device | undefined
  /** Calls back when a device's credential ends or changes; returns the unsubscribe function. */
  onRevoked(listener: (deviceId: string) => void): () => void
  /** Calls back when a device is added, or when it, its token or what is planned for it changes. */
  onChanged(listener: (device: Device) => void): () => void
}
