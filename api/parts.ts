import type { ArchiveState } from '#domain/wire/archive-state.ts'
import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'
import type { HealthResource, LiveStats, PulseState } from '#domain/wire/health.ts'
import type { Accounts } from '#accounts/accounts.ts'
import type { ThresholdsPreview, ThresholdsRequest } from '#domain/wire/inventory.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { CityResource } from '#domain/wire/city.ts'
import type { LayerName } from '#domain/city/city.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Heart } from '#heart/heart.ts'
import type { ReadImport } from '#inventory/import/read-import.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import type { Inventory } from '#inventory/inventory.ts'
import type { AuditLog } from '#store/audit/open.ts'
import type { Store } from '#store/store.ts'
import type { DoorRefusal } from '#domain/wire/door-refusal.ts'
import type { CsvSender } from './export/csv-file.ts'
import type { Entrance } from './access/entrance.ts'
import type { RegistryTag } from './devices/registry-tag.ts'
import type { ServedFile } from './http/served-file.ts'

/** One line for the server's log; `error` is never shown to a client. */
export type ApiLog = (message: string, error?: unknown) => void

/** What the API asks the broker about; null while none runs. */
export interface BrokerView {
  connections: number
  /** Addresses that accept devices now; empty while the listeners are paused. */
  listeners: string[]
  /** Newest first. */
  refusals: DoorRefusal[]
  /** Publishes by what became of them, and refusals by code, since the start. */
  counted: {
    publishes: Readonly<Record<string, number>>
    refusals: Readonly<Record<string, number>>
  }
}

/** Everything the API answers from. It reads; only the door writes. */
export interface ApiParts {
  store: Store
  directory: DeviceDirectory
  /** People, their sessions, keys of machines. */
  accounts: Accounts
  /** Everything that belongs to the city, and every change of it. */
  inventory: Inventory
  /** What other thresholds of a gauge would have raised in the last 14 days. */
  previewThresholds(id: string, given: ThresholdsRequest): Promise<ThresholdsPreview | Refusal>
  /** Understands a file of devices, without taking it over. */
  readImport: ReadImport
  /** How devices reach the MQTT door; null or absent where no listener is open to them. */
  door?(): DoorAddress | null
  /** Begins a simulated person's session: there in a demo alone. */
  logInSimulated?: Accounts['logInSimulated'] | undefined
  /** True for the token of an operator; compares digests in constant time. */
  verifyOperator(secret: Uint8Array): boolean
  ingest: Heart
  broker(): BrokerView
  /** Hands a command to a connected device; absent where no broker runs. */
  sendCommand?(device: string, payload: string): 'sent' | 'not_listening'
  /** Where refused tokens are reported to. */
  audit: Pick<AuditLog, 'write' | 'omitted'>
  /** How the self-check stands; absent where none runs. */
  pulse?(): PulseState
  /** How the archive stands; null or absent where there is none. */
  archive?(): ArchiveState | null
  /** Connections to other brokers; absent where there are none. */
  bridge?(): readonly BridgeConnectionState[]
  city: CityResource
  /** More to draw, as GeoJSON, by the name it has in `city.layers`. */
  layers: ReadonlyMap<LayerName, Buffer>
  /** The city's tile file; absent where there is none. */
  baseMap?: ServedFile | undefined
  kinds: readonly Kind[]
  clock: Clock
  version: string
  /** Wall time of the start, epoch ms. */
  startedTs: number
  log: ApiLog
}

/** What every resource may use. */
export interface RouteContext extends ApiParts {
  limits: ApiLimits
  entrance: Entrance
  registryTag: RegistryTag
  live(): LiveStats
  health(): HealthResource
  csv: CsvSender
  /** The built dashboard. */
  dashboardFolder: string
}

/** How much one caller, and all callers together, may ask for. */
export interface ApiLimits {
  /** Requests per address in `requestWindowMs`: 60/s, in bursts as a page that opens makes them. */
  requestsPerWindow: number
  requestWindowMs: number
  /** Readings posted per address and second; many devices may sit behind one address. */
  postsPerSecond: number
  /** CSV files per address and minute. */
  exportsPerMinute: number
  /** Files being written at once: each keeps the query worker busy. */
  exportsAtOnce: number
  /** Posts waiting for their commit; each may hold a body of `bodyMaxBytes`. */
  postsInFlight: number
  /** Open sockets, idle ones and live ones included; more are not accepted. */
  connections: number
  liveClients: number
  liveClientsPerAddress: number
  /** `watch` calls per socket and second. */
  liveRequestsPerSecond: number
  /** Longest a browser may stay behind before its connection is closed, ms. */
  liveBehindMaxMs: number
}

export const defaultLimits: ApiLimits = {
  requestsPerWindow: 600,
  requestWindowMs: 10_000,
  postsPerSecond: 500,
  exportsPerMinute: 10,
  exportsAtOnce: 2,
  postsInFlight: 256,
  connections: 4_000,
  liveClients: 2_000,
  liveClientsPerAddress: 500,
  liveRequestsPerSecond: 20,
  liveBehindMaxMs: 10_000,
}

/** Same as a frame on MQTT: a payload has one verdict at both doors, its size included. */
export const bodyMaxBytes = 256 * 1024

/** Longest request target; every query of ours fits several times. */
export const urlMaxChars = 2_048
