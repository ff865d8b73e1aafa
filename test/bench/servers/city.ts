import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import {
  findFreePorts,
  liveFolder,
  registerDevices,
  startCityProcess,
  unbudgeted,
} from '#test/support/city-process.ts'
import { withTokens } from '../devices.ts'
import type { BenchDevice } from '../generator/publisher.ts'
import type { Setting } from '../scenarios/setting.ts'
import type { Server } from './bare-aedes-process.ts'

export interface BenchCity extends Server {
  url: string
  /** From the start of the process to the first answer that it is ready, ms. */
  startMs: number
  devices: BenchDevice[]
  /** Its data. */
  folder: string
  /** Ends it and counts the readings on its disk through a store opened afresh. */
  stopAndCount(): Promise<number>
  /** Ends it, if it runs, and deletes its data. */
  discard(): Promise<void>
}

async function countReadings(folder: string): Promise<number> {
  const store = await startSqliteStore({
    folder,
    kinds,
    timeZone: 'Asia/Tokyo',
    clock: systemClock,
  })
  try {
    const { readings } = await store.counts()
    return Object.values(readings).reduce((sum, count) => sum + count, 0)
  } finally {
    await store.close()
  }
}

/** The server as in production, with devices that are registered and have tokens. */
export async function startBenchCity(
  { folder: parent, nodeArgs }: Setting,
  devices: readonly Device[],
  options: {
    env?: Readonly<Record<string, string>>
    /** Fills the folder of a registered city before it starts. */
    prepare?: (folder: string) => Promise<void> | void
  } = {},
): Promise<BenchCity> {
  const { env = {}, prepare } = options
  const dataFolder = mkdtempSync(join(parent, 'city-'))
  const tokens = registerDevices(dataFolder, devices)
  await prepare?.(liveFolder(dataFolder))
  const ports = await findFreePorts()
  const startedMs = performance.now()
  const city = await startCityProcess({
    dataFolder,
    ports,
    nodeArgs,
    env: { ...unbudgeted, ...env },
  })
  const startMs = performance.now() - startedMs
  const folder = liveFolder(dataFolder)
  const stop = async () => {
    await city.close()
  }
  return {
    pid: city.pid,
    host: '127.0.0.1',
    port: ports.mqtt,
    url: city.url,
    startMs,
    devices: withTokens('inashiki', devices, tokens),
    folder,
    stop,
    async stopAndCount() {
      await stop()
      return countReadings(folder)
    },
    async discard() {
      await stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
