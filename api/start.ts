import type { AddressInfo } from 'node:net'
import { createEntrance } from './access/entrance.ts'
import { createApp } from './app.ts'
import { startLive, type Live } from './live/start.ts'
import { defaultLimits, type ApiLimits, type ApiParts } from './parts.ts'
import { createHealthView } from './health/presenter.ts'
import { createRegistryTag } from './devices/registry-tag.ts'
import { passUpgrades, type TakeUpgrade } from './http/upgrades.ts'

export interface ApiOptions extends ApiParts {
  host: string
  /** 0 takes a free one. */
  port: number
  /** The built dashboard; pages are 404 where it is not there. */
  dashboardFolder: string
  /** Origins other than our own whose pages may act here, e.g. `https://city.example`. */
  allowedOrigins: readonly string[]
  /** Addresses and networks of proxies whose forwarding headers count. */
  trustedProxies: readonly string[]
  /** Opens the public part to everybody. */
  publicRead: boolean
  /** Who takes WebSockets on other paths than the live stream's; theirs to end before we close. */
  upgrades?: Readonly<Record<string, TakeUpgrade>>
  limits?: Partial<ApiLimits>
}

export interface Api {
  /** Where it listens, as the system reports it. */
  address: { host: string; port: number }
  /** Ends live connections, lets running requests finish for a while, then closes all. */
  close(): Promise<void>
}

/** How long running requests may take to finish when we close, ms. */
const closeWithinMs = 3_000

/** Starts REST, the live stream and the pages on one port. Rejects when the port is in use. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { dashboardFolder } = options
  const limits = { ...defaultLimits, ...options.limits }
  const entrance = createEntrance({ ...options, demo: options.city.demo })
  const registryTag = createRegistryTag(options.directory)
  const running: { live?: Live } = {}
  const liveStats = () => running.live?.stats() ?? { clients: 0, window_ms: 0, emit_p99_ms: null }
  const health = createHealthView(options, liveStats)
  const shared = { ...options, limits, entrance, registryTag, health }
  const app = await createApp({ ...shared, dashboardFolder, live: liveStats })
  const live = startLive(app.server, shared)
  running.live = live
  passUpgrades(app.server, { ...options, upgrades: options.upgrades ?? {}, entrance })
  app.addHook('preClose', () => live.close())
  app.addHook('onClose', async () => registryTag.close())
  try {
    // `localhost` would listen twice, and the live stream hears one server only.
    await app.listen({
      host: options.host === 'localhost' ? '127.0.0.1' : options.host,
      port: options.port,
    })
  } catch (error) {
    await app.close()
    throw error
  }
  const { address, port } = app.server.address() as AddressInfo
  return {
    address: { host: address, port },
    async close() {
      const deadline = setTimeout(() => app.server.closeAllConnections(), closeWithinMs)
      await app.close()
      clearTimeout(deadline)
    },
  }
}
