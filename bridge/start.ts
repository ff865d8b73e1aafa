import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { ProfileDirectory } from '#domain/devices/profiles/device-mapper.ts'
import type { Store } from '#store/store.ts'
import type { Heart } from '#heart/heart.ts'
import type { Bridge } from './bridge.ts'
import { BridgeConnection } from './connection.ts'
import { loadSessionLog } from './session-log.ts'
import type { BridgeSource } from './settings/settings.ts'
import { createCopies, type Copies } from './translate/copies.ts'
import { createTranslate } from './translate/translate.ts'

export interface BridgeOptions {
  sources: readonly BridgeSource[]
  directory: Pick<DeviceDirectory, 'list' | 'findByUplink'>
  profiles: ProfileDirectory
  kinds: readonly Kind[]
  ingest: Pick<Heart, 'door' | 'board' | 'stats' | 'onStoreState'>
  store: Pick<Store, 'listReadings' | 'loadProjection' | 'commit'>
  clock: Clock
  random?: () => number
  /** Hears of every change of a connection from well to unwell and back. */
  onChange: (state: BridgeConnectionState) => void
}

/**
 * Starts the bridge. It never rejects because a source is down or refuses us: that connection
 * goes on trying, and its state says so.
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { sources, ingest, clock, random = Math.random, onChange } = options
  const sessions = await loadSessionLog(options.store)
  const copies = createCopies()
  await recallCopies(options, copies)
  const storeState = () => ingest.stats().store
  const connections = sources.flatMap(({ id, dialect, dialectName, ...source }) => {
    const translate = createTranslate({ ...options, source: id, dialect, copies })
    const common = { source: id, dialect: dialectName, translate, door: ingest.door, storeState }
    const { uncommittedMax } = source
    return source.connections.map(
      (target) =>
        new BridgeConnection({
          ...common,
          target,
          uncommittedMax,
          sessions,
          clock,
          random,
          onChange,
        }),
    )
  })
  const stopWatching = ingest.onStoreState(({ ok }) => {
    if (ok) for (const connection of connections) connection.wake()
  })
  return {
    state: () => connections.map((connection) => connection.state()),
    async close() {
      stopWatching()
      await Promise.all(connections.map((connection) => connection.close()))
    },
  }
}

/** How far back copies may reach across a restart: the last hour of each device. */
const recalledMs = 3_600_000
const recalledMax = 500
/** Devices asked for at once. */
const atOnce = 16

/** A copy that comes after a restart must meet the uplink that came before it. */
async function recallCopies(
  { sources, directory, ingest, store }: BridgeOptions,
  copies: Copies,
): Promise<void> {
  const ids = new Set(sources.map(({ id }) => id))
  const devices = directory.list().filter(({ uplink }) => uplink && ids.has(uplink.source))
  const recall = async ({ id, kind }: Device) => {
    const latest = ingest.board.find(id)?.latest
    if (!latest) return
    const range = { from: latest.ts - recalledMs, to: latest.ts + 1 }
    const { items } = await store.listReadings(kind, id, range, { limit: recalledMax })
    copies.recall(id, items)
  }
  for (let at = 0; at < devices.length; at += atOnce) {
    await Promise.all(devices.slice(at, at + atOnce).map(recall))
  }
}
