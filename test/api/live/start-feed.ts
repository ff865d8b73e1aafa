import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noAccounts } from '#test/support/no-accounts.ts'
import { createEntrance } from '#api/access/entrance.ts'
import { startLive, type Live } from '#api/live/start.ts'
import { defaultLimits, type ApiLimits } from '#api/parts.ts'
import { createRegistryTag } from '#api/devices/registry-tag.ts'
import { systemClock } from '#domain/operation/clock.ts'
import type { Change, JournalConsumer } from '#domain/commit.ts'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { HealthResource } from '#domain/wire/health.ts'
import { noLevel } from '#domain/alarms/gauge-level.ts'
import type { AlarmView } from '#alarms/alarm-view.ts'
import { createBoardConsumer } from '#views/board/board-consumer.ts'
import type { Board } from '#views/board.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'
import { plainCrossing } from '#test/support/plain-crossing.ts'
import { readingChange } from '#test/support/reading-change.ts'

/** The live stream alone on a real server and board; the test decides what is committed and when. */
export interface Feed {
  url: string
  live: Live
  board: Board
  registry: Registry
  operatorToken: string
  /** Commits one reading of each of these devices in one batch; `value` goes into each. */
  commit(ids: readonly string[], value: number): void
  cross(device: string): CrossingResource
  close(): Promise<void>
}

export interface FeedOptions {
  devices: readonly Device[]
  limits?: Partial<ApiLimits>
  allowedOrigins?: readonly string[]
  /** Open to programs of this machine, where not said otherwise. */
  demo?: boolean
  publicRead?: boolean
}

export async function startFeed(options: FeedOptions): Promise<Feed> {
  const { devices, limits, allowedOrigins = [], demo = true, publicRead = false } = options
  const folder = mkdtempSync(join(tmpdir(), 'machimori-live-'))
  const registry = openRegistry({ file: join(folder, 'registry.db'), clock: systemClock })
  registry.seed(devices)
  const board = createBoardConsumer({
    directory: registry,
    kinds,
    showLevel,
  })
  const consumers = new Set<JournalConsumer>()
  const crossingListeners = new Set<(crossings: readonly CrossingResource[]) => void>()
  const crossings: CrossingResource[] = []
  const alarms: AlarmView = {
    get crossingSeq() {
      return crossings.at(-1)?.crossing_seq ?? -1
    },
    list: () => ({ items: [], next_cursor: null }),
    crossingsSince: (seq) => crossings.filter(({ crossing_seq }) => crossing_seq > seq),
    highest: () => 0,
  }
  const ended = (set: Set<unknown>, one: unknown) => () => void set.delete(one)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const live = startLive(server, {
    ingest: {
      board,
      alarms,
      addConsumer: (consumer) => ended(consumers.add(consumer), consumer),
      onCrossings: (listener) => ended(crossingListeners.add(listener), listener),
      onConnected: () => () => {},
    },
    directory: registry,
    accounts: noAccounts,
    clock: systemClock,
    kinds,
    registryTag: createRegistryTag(registry),
    health: () => ({ version: 'test' }) as HealthResource,
    limits: { ...defaultLimits, ...limits },
    entrance: createEntrance({
      directory: registry,
      accounts: noAccounts,
      verifyOperator: registry.verifyOperator,
      host: '127.0.0.1',
      allowedOrigins,
      trustedProxies: [],
      demo,
      publicRead,
    }),
  })
  let seq = 0

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    live,
    board,
    registry,
    operatorToken: registry.createOperatorToken(),
    commit(ids, value) {
      seq += 1
      const changes = ids.map((id) => createChange(registry, id, value))
      const batch = { seq, committed_ts: Date.now(), changes }
      board.apply(batch)
      for (const consumer of consumers) consumer.apply(batch)
    },
    cross(device) {
      const crossing = createCrossing(device, crossings.length)
      crossings.push(crossing)
      for (const listener of crossingListeners) listener([crossing])
      return crossing
    },
    async close() {
      await live.close()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      registry.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Levels are no part of the feed: any will do, as long as it follows the reading. */
const showLevel = () => ({ ...noLevel, unchangedMs: null })

let tick = Date.now() - 3_600_000

function createChange(registry: Registry, id: string, value: number): Change {
  const device = registry.find(id)
  if (!device) throw new Error(`No device ${id}`)
  tick += 1
  const reading: Reading = {
    kind: device.kind,
    device: id,
    ts: tick,
    received_ts: tick,
    place_ts: tick,
    seq: null,
    boot: null,
    origin: device.origin,
    values: device.kind === 'flood' ? { level_m: value } : { clients: value, window_s: 300 },
    flag: 1,
    reasons: [],
  }
  return readingChange(reading)
}

const createCrossing = (device: string, before: number): CrossingResource => ({
  crossing_seq: before + 1,
  device,
  kind: 'flood',
  name: { ja: device, en: device },
  origin: 'field',
  ts: Date.now(),
  received_ts: Date.now(),
  place_ts: Date.now(),
  flag: 1,
  from_level: 0,
  to_level: 1,
  direction: 'raised',
  field: 'level_m',
  value: 1,
  threshold: 1,
  threshold_key: 'standby',
  authority: 'local',
  ...plainCrossing,
})

/** `count` devices of a kind, numbered from 1. */
export const createDevices = (kind: string, count: number): Device[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${kind}-${index + 1}`,
    kind,
    name: { ja: `${index + 1}`, en: `${index + 1}` },
    origin: 'field',
    role: 'sensor',
    position: { lat: 35.9, lon: 140.3 },
    out_of_service: false,
  }))
