import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import type { Accounts } from '#accounts/accounts.ts'
import { openAccounts } from '#accounts/open.ts'
import { createEntrance } from '#api/access/entrance.ts'
import { createApp } from '#api/app.ts'
import type { ApiApp } from '#api/app-type.ts'
import { createPreview } from '#app/registry/start-inventory.ts'
import { defaultLimits, type ApiLimits, type ApiParts, type BrokerView } from '#api/parts.ts'
import { createHealthView } from '#api/health/presenter.ts'
import { createRegistryTag } from '#api/devices/registry-tag.ts'
import { startApi, type Api } from '#api/start.ts'
import type { City, CityResource } from '#domain/wire/city.ts'
import { systemClock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import type { DoorResult } from '#domain/door.ts'
import { kinds } from '#domain/kinds/index.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { startHeart } from '#heart/start.ts'
import type { Inventory } from '#inventory/inventory.ts'
import { createImport } from '#inventory/import/read-import.ts'
import { openInventory } from '#inventory/open.ts'
import { openAudit, type AuditLog } from '#store/audit/open.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { makeLakeFile } from '#test/support/tile-file.ts'

const cityFolder = resolve(import.meta.dirname, '../../infra/cities/inashiki')
const timeZone = 'Asia/Tokyo'
const yearMs = 366 * 86_400_000

const origin = 'field'
const sensor = { origin, role: 'sensor', out_of_service: false } as const

/** One device of each kind that the tests speak of. */
export const testDevices: readonly Device[] = [
  {
    ...sensor,
    id: 'gauge-1',
    kind: 'flood',
    name: { ja: '<script>alert(1)</script>', en: '"><img src=x onerror=alert(1)>' },
    position: { lat: 35.95, lon: 140.35 },
    thresholds: localThresholds({ standby: 1, caution: 2, danger: 3 }),
  },
  {
    ...sensor,
    id: 'wifi-1',
    kind: 'wifi',
    name: { ja: '図書館', en: 'Library' },
    position: { lat: 35.96, lon: 140.36 },
  },
  { ...sensor, id: 'bus-1', kind: 'bus', name: { ja: '一号車', en: 'Bus 1' }, position: null },
]

const content = makeLakeFile()
/** The tile file that the test city serves. */
export const testTileFile = {
  content,
  served: {
    bytes: content.length,
    etag: '"tiles-1"',
    read: (start: number, end: number) => Readable.from([content.subarray(start, end + 1)]),
  },
}

export interface TestCity {
  parts: ApiParts
  /** Where its pages would be built. */
  dashboardFolder: string
  registry: Registry
  inventory: Inventory
  accounts: Accounts
  /** Secrets by device id. */
  tokens: ReadonlyMap<string, string>
  operatorToken: string
  /** What the broker would say of itself. */
  broker: BrokerView
  audit: AuditLog
  /** Takes a payload through the real door; resolves when it is on disk. */
  publish(device: string, payload: unknown, channel?: 'reading' | 'event'): Promise<DoorResult>
  /** REST without a socket, so that a caller may come from any address. */
  createApp(options?: AppOptions): Promise<ApiApp>
  /** REST and live on a free port of loopback. */
  startApi(options?: AppOptions): Promise<TestApi>
  close(): Promise<void>
}

export interface AppOptions {
  limits?: Partial<ApiLimits>
  allowedOrigins?: string[]
  trustedProxies?: string[]
  publicRead?: boolean
}

export interface TestApi extends Api {
  url: string
}

/** The real store, registry and ingest in a folder of their own. */
export async function startTestCity(
  devices = testDevices,
  more: Partial<ApiParts> = {},
): Promise<TestCity> {
  const folder = mkdtempSync(join(tmpdir(), 'machimori-api-'))
  const clock = systemClock
  const registry = openRegistry({ file: join(folder, 'registry.db'), clock })
  const tokens = new Map(devices.map((device) => [device.id, register(registry, device)]))
  const operatorToken = registry.createOperatorToken()
  const accounts = openAccounts({ file: join(folder, 'registry.db'), clock })
  const inventory = openInventory({ registry, clock, kinds, timeZone })
  const store = await startSqliteStore({ folder, kinds, timeZone, clock })
  const ingest = await startHeart({
    store,
    directory: registry,
    kinds,
    clock,
    retentionMs: yearMs,
  })
  const broker: BrokerView = {
    connections: 0,
    listeners: ['127.0.0.1:1883'],
    refusals: [],
    counted: { publishes: { committed: 3 }, refusals: { topic_forbidden: 2 } },
  }
  const logged: unknown[] = []
  const audit = openAudit({ file: join(folder, 'audit.jsonl'), clock })
  const parts: ApiParts = {
    store,
    directory: registry,
    inventory,
    readImport: createImport(inventory, kinds),
    previewThresholds: createPreview({ inventory, registry, history: store, kinds, clock }),
    accounts,
    verifyOperator: registry.verifyOperator,
    ingest,
    broker: () => broker,
    audit,
    city: loadTestCity(),
    layers: new Map(),
    baseMap: testTileFile.served,
    kinds,
    clock,
    version: '0.0.0-test',
    startedTs: clock.now(),
    log: (...line) => logged.push(line),
    ...more,
  }
  const dashboardFolder = join(folder, 'dashboard')
  const endings: (() => Promise<void>)[] = []

  return {
    parts,
    dashboardFolder,
    registry,
    inventory,
    accounts,
    tokens,
    operatorToken,
    broker,
    audit,
    publish: (id, payload, channel = 'reading') =>
      new Promise((done) => {
        const device = registry.find(id)
        if (!device) throw new Error(`No device ${id}`)
        const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
        ingest.door.accept(
          { device, channel, payload: bytes, via: 'mqtt', bestEffort: false },
          done,
        )
      }),
    async createApp({ limits, ...doors } = {}) {
      const live = () => ({ clients: 0, window_ms: 0, emit_p99_ms: null })
      const registryTag = createRegistryTag(registry)
      const app = await createApp({
        ...parts,
        limits: { ...defaultLimits, ...limits },
        entrance: createEntrance({
          ...closed,
          ...doors,
          ...parts,
          host: '0.0.0.0',
          demo: parts.city.demo,
        }),
        dashboardFolder,
        registryTag,
        live,
        health: createHealthView(parts, live),
      })
      endings.push(() => app.close())
      return app
    },
    async startApi({ limits = {}, ...doors } = {}) {
      const listen = { host: '127.0.0.1', port: 0, dashboardFolder, limits }
      const api = await startApi({ ...closed, ...doors, ...parts, ...listen })
      endings.push(() => api.close())
      return { ...api, url: `http://127.0.0.1:${api.address.port}` }
    },
    async close() {
      for (const end of endings.toReversed()) await end()
      await ingest.close()
      await store.close()
      inventory.close()
      accounts.close()
      registry.close()
      await audit.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Nothing but our own pages, no proxy, nothing public. */
const closed = { allowedOrigins: [], trustedProxies: [], publicRead: false }

function register(registry: Registry, device: Device): string {
  const added = registry.add(device)
  if (isRefusal(added)) throw new Error(added.detail)
  return added.secret
}

function loadTestCity(): CityResource {
  const load = (name: string): unknown => JSON.parse(readFileSync(join(cityFolder, name), 'utf8'))
  return {
    city: load('city.json') as City,
    boundary: load('boundary.geojson') as CityResource['boundary'],
    layers: [],
    zones: null,
    base_map: null,
    places: load('places.json') as CityResource['places'],
    facilities: load('facilities.json') as CityResource['facilities'],
    // Open to whoever sits at this machine; `serve` is tried where access is.
    demo: true,
    version: '0.0.0-test',
    online_tiles: false,
  }
}
