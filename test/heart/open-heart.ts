import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock, type Clock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import type { DoorResult, Incoming } from '#domain/door.ts'
import { kinds } from '#domain/kinds/index.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { QueueLimits } from '#journal/limits.ts'
import type { Heart } from '#heart/heart.ts'
import { startHeart } from '#heart/start.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import type { Store } from '#store/store.ts'
import { localThresholds } from '../support/local-thresholds.ts'
import { createDevice } from '../support/start-city.ts'

export const gauge = createDevice('gauge-1', 'flood', {
  thresholds: localThresholds({ standby: 1.3, caution: 1.4, danger: 1.5 }),
})
export const bus = createDevice('bus-1', 'bus', { position: null })
export const counter = createDevice('wifi-1', 'wifi')
export const desk = createDevice('desk-1', 'wifi', { role: 'desk' })

/** The real heart on a real store and registry, without any network. */
export interface OpenHeart {
  folder: string
  registry: Registry
  store: Store
  ingest: Heart
  /** Sends a payload as MQTT would; resolves with the door's answer. */
  send(device: Device, payload: unknown, more?: Partial<Incoming>): Promise<DoorResult>
  /** Ends it in order and opens it again on the same data. */
  reopen(): Promise<OpenHeart>
  /** Ends it in order and keeps its data. */
  stop(): Promise<void>
  close(): Promise<void>
}

interface HeartOptions {
  folder?: string
  clock?: Clock
  /** Wraps the store, to break it. */
  wrapStore?: (store: Store) => Store
  limits?: Partial<QueueLimits>
  /** How long readings are kept anywhere, ms; as long as here where absent. */
  keptMs?: number
}

const retentionMs = 30 * 86_400_000

export async function openHeart(options: HeartOptions = {}): Promise<OpenHeart> {
  const { clock = systemClock, wrapStore = (store) => store, limits = {} } = options
  const { keptMs = retentionMs } = options
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'machimori-heart-'))
  const registry = openRegistry({ file: join(folder, 'registry.db'), clock })
  const seeded = registry.seed([gauge, bus, counter, desk])
  if (isRefusal(seeded)) throw new Error(seeded.detail)
  const sqlite = await startSqliteStore({ folder, kinds, timeZone: 'Asia/Tokyo', clock })
  const store = wrapStore(sqlite)
  const directory = registry
  const kept = { retentionMs, keptMs: () => keptMs }
  const ingest = await startHeart({ store, directory, kinds, clock, limits, ...kept })

  const stop = async () => {
    await ingest.close()
    await sqlite.close()
    registry.close()
  }
  return {
    folder,
    registry,
    store,
    ingest,
    send: (device, payload, more = {}) =>
      new Promise((done) => {
        const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
        const incoming = { device, channel: 'reading', via: 'mqtt', bestEffort: false } as const
        ingest.door.accept({ ...incoming, payload: bytes, ...more }, done)
      }),
    stop,
    async reopen() {
      await stop()
      return openHeart({ ...options, folder })
    },
    async close() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
