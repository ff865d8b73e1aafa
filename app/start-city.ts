/** Puts a whole city together, in order, and takes it apart again. */
import { tellUpgrade } from './tell-upgrade.ts'
import { join } from 'node:path'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds as allKinds } from '#domain/kinds/index.ts'
import type { Log } from '#domain/operation/log.ts'
import type { PulseState } from '#domain/wire/health.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { Api } from '#api/start.ts'
import { startApi } from '#api/start.ts'
import type { Broker } from '#broker/broker.ts'
import { startBroker } from '#broker/start.ts'
import type { Bridge } from '#bridge/bridge.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { checkClock } from '#store/integrity/check-clock.ts'
import { checkDataFolder } from '#store/integrity/check-data-folder.ts'
import { openRegistry } from '#store/registry/open.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import type { CityOptions } from './city-options.ts'
import type { Core, Parts } from './parts.ts'
import type { RunningCity } from './running-city.ts'
import { startIngestAndArchive } from './start-archive.ts'
import { readBridgeSources, startSources } from './start-bridge.ts'
import { startAudit } from './admin/start-audit.ts'
import { keepsOf } from './keeps.ts'
import { startAccounts } from './registry/start-accounts.ts'
import { startBaseMap } from './start-base-map.ts'
import { createClosing, type Closing } from './closing.ts'
import { createServiceArea } from '#domain/city/service-area.ts'
import { CityFolderError } from './city/city-folder-error.ts'
import { devicesOf } from './city/devices-of.ts'
import { tellDifferences } from './city/tell-differences.ts'
import { describeCity } from './city/describe-city.ts'
import { loadCity, type LoadedCity } from './city/load-city.ts'
import { admitPulse } from './pulse/admit-pulse.ts'
import { createPulse } from './pulse/create-pulse.ts'
import { readTls } from './read-tls.ts'
import { reachableUrl } from './reachable-url.ts'
import { createImport } from '#inventory/import/read-import.ts'
import { doorAddress } from './door-address.ts'
import { createPreview, startInventory } from './registry/start-inventory.ts'
import { startTools } from './start-tools.ts'

/** Where devices find MQTT on the HTTP port: the path that client libraries try first. */
const mqttPath = '/mqtt'
const megabyte = 1_000_000

/**
 * Starts a city: data folder and its lock, registry, store, ingest, MQTT, HTTP, and in a demo the
 * fleet. If a part cannot start, those before it are closed again and the promise rejects.
 */
export async function startCity(options: CityOptions): Promise<RunningCity> {
  const closing = createClosing((part, error) => {
    options.log('error', `${part} did not close well`, { error })
  })
  try {
    const city = await loadCity(options.config.CITY_DIR, options)
    const sources = readBridgeSources(options.config, city.city.id)
    const core = await startCore(options, city, closing)
    const broker = await startDoor(options, { city, core, closing })
    const bridge = await startSources({ ...options, ...core, ...city, sources, closing })
    const api = await startWeb(options, { city, core, broker, bridge, closing })
    startSelfCheck({ city, core, broker, closing })
    const url = reachableUrl(api.address)
    await startTools(options, { city, core, broker, url, closing })
    // Last: whoever never sees this start succeed never sees its link either.
    const operatorToken = core.registry.hasOperator() ? null : core.registry.createOperatorToken()
    return {
      name: city.city.name,
      url,
      mqttUrl: broker.addresses.plain?.url ?? '',
      mqttsUrl: broker.addresses.tls?.url ?? null,
      dataFolder: core.folder.path,
      operatorToken,
      setUpToken: options.demo ? null : core.accounts.setUpToken(),
      registry: core.registry,
      inventory: core.inventory,
      accounts: core.accounts,
      ingest: core.ingest,
      store: core.store,
      broker,
      bridge,
      close: closing.close,
    }
  } catch (error) {
    await closing.close()
    throw error
  }
}

/** Everything that holds data. */
async function startCore(options: CityOptions, city: LoadedCity, closing: Closing): Promise<Core> {
  const { config, demo, kinds = allKinds, clock = systemClock } = options
  checkClock(clock)
  const folder = openDataFolder(join(config.DATA_DIR, demo ? 'demo' : 'live'))
  closing.add('data folder', folder.close)
  const wholeUpToBytes = config.START_CHECK_MAX_MB * megabyte
  for (const finding of checkDataFolder({ path: folder.path, wholeUpToBytes })) {
    options.log(finding.level, finding.message, finding.facts)
  }
  const audit = startAudit(folder.file('audit.jsonl'), { clock, log: options.log })
  closing.add('audit', audit.close)
  const file = folder.file('registry.db')
  const registry = openRegistry({ file, clock, kinds, profiles: city.profiles })
  closing.add('registry', registry.close)
  const devices = devicesOf(city.folder, !!demo)
  const seeded = registry.seed(devices)
  if (isRefusal(seeded)) throw new CityFolderError(`devices.json: ${seeded.detail}`)
  const timeZone = city.city.time_zone
  const inventory = startInventory({
    registry,
    clock,
    kinds,
    city: city.city,
    log: options.log,
    closing,
  })
  tellDifferences(options.log, inventory, devices)
  const { recordsMs } = keepsOf(config)
  const accounts = startAccounts({ file, clock, recordsMs, log: options.log, closing })
  const store = await startSqliteStore({
    folder: folder.path,
    kinds,
    timeZone,
    clock,
    onUpgrade: tellUpgrade(options.log),
  })
  closing.add('store', store.close)
  const following = await startIngestAndArchive({
    config,
    log: options.log,
    city: city.city.id,
    area: createServiceArea(city.folder),
    isDemo: !!demo,
    timeZone,
    kinds,
    clock,
    store,
    directory: registry,
    closing,
  })
  const selfCheck = createPulse({ ...options.pulse, clock, onChange: tellPulse(options.log) })
  return { folder, audit, registry, inventory, accounts, store, ...following, selfCheck }
}

/** MQTT; its listeners close while the store cannot write, and open again when it can. */
async function startDoor(
  { config, log, kinds = allKinds }: CityOptions,
  { city, core, closing }: Parts,
): Promise<Broker> {
  const { registry, ingest, audit, selfCheck } = core
  const broker = await startBroker({
    city: city.city.id,
    kinds,
    directory: admitPulse(registry, selfCheck.secret),
    door: ingest.door,
    audit,
    onConnected: ingest.connect,
    plain: { host: config.MQTT_INSECURE_HOST ?? '127.0.0.1', port: config.MQTT_PORT },
    ...readTls(config),
    limits: {
      connectionsMax: config.MQTT_MAX_CONNECTIONS,
      connectionsPerAddressMax: config.MQTT_MAX_CONNECTIONS_PER_ADDRESS,
    },
  })
  closing.add('broker', broker.close)
  const stopWatching = ingest.onStoreState(({ ok, detail }) => {
    if (ok) {
      log('warn', 'The store writes again: MQTT opens')
      broker.resumeListening().catch((error: unknown) => {
        log('error', 'MQTT could not open again; restart the server', { error })
      })
    } else {
      log('error', 'The store cannot write: MQTT is closed until it can', { detail })
      broker.pauseListening(detail ?? 'the store cannot write')
    }
  })
  closing.add('store watch', stopWatching)
  return broker
}

/** REST, live stream and pages. */
async function startWeb(
  options: CityOptions,
  { city, core, broker, bridge, closing }: Parts & { broker: Broker; bridge: Bridge },
): Promise<Api> {
  const { config, log, demo, version, kinds = allKinds, clock = systemClock } = options
  const { registry, audit, archive } = core
  const { plain, tls } = broker.addresses
  const listeners = [plain, tls].flatMap((address) => address?.url ?? [])
  const baseMap = await startBaseMap({ config, city: city.city, log, closing })
  const api = await startApi({
    ...core,
    store: core.history,
    previewThresholds: createPreview({ ...core, kinds, clock }),
    readImport: createImport(core.inventory, kinds),
    door: () => doorAddress(city.city.id, broker),
    archive: () => archive?.state() ?? null,
    bridge: bridge.state,
    host: config.HTTP_HOST,
    port: config.HTTP_PORT,
    dashboardFolder: options.dashboardFolder,
    allowedOrigins: config.ALLOWED_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    publicRead: config.PUBLIC_READ,
    directory: registry,
    verifyOperator: registry.verifyOperator,
    logInSimulated: demo ? core.accounts.logInSimulated : undefined,
    upgrades: { [mqttPath]: broker.handleUpgrade },
    sendCommand: broker.sendCommand,
    broker: () => ({
      connections: broker.connectionCount(),
      listeners: broker.pausedReason() === null ? listeners : [],
      refusals: audit.recent(),
      counted: broker.counters(),
    }),
    pulse: core.selfCheck.state,
    city: describeCity(city, {
      base_map: baseMap.resource,
      demo: !!demo,
      version,
      online_tiles: config.ONLINE_TILES,
    }),
    layers: city.layers,
    baseMap: baseMap.served,
    kinds,
    clock,
    version,
    startedTs: clock.now(),
    log: (message, error) => log('error', message, { error }),
  })
  listeners.push(`${reachableUrl(api.address).replace('http', 'ws')}${mqttPath}`)
  closing.add('api', api.close)
  // Before it: the HTTP server waits for every connection on its port, WebSockets of devices too.
  closing.add('broker', broker.close)
  return api
}

/** From now on the city tries its own door; it listens behind the live stream. */
function startSelfCheck({ city, core, broker, closing }: Parts & { broker: Broker }): void {
  const { plain } = broker.addresses
  if (!plain) return
  const target = { host: plain.host, port: plain.port, city: city.city.id }
  core.selfCheck.start(target, core.ingest.addConsumer)
  closing.add('self-check', core.selfCheck.close)
}

const tellPulse = (log: Log) => (state: PulseState, reason: string) => {
  if (state.ok) log('warn', 'The self-check comes through again')
  else log('error', 'Nothing comes through to the live stream', { ...state, reason })
}
