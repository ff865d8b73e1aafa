import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { euiOf } from '../../bridge/bridged-city.ts'
import { describeDevices } from '../devices.ts'
import type { Setting } from '../scenarios/setting.ts'
import { type BenchCity, startBenchCity } from '../servers/city.ts'

const devicesMax = 100
const source = 'lora'

/** The client id of the city's one connection there. */
export const clientId = `machimori-inashiki-${source}`

export const devEuis: readonly string[] = Array.from({ length: devicesMax }, (_, n) => euiOf(n + 1))

/** What became of uplinks that were sent in turn over all devices. */
export interface BridgedCount {
  sent: number
  lost: number
  doubled: number
  /** From the receipt of the first to that of the last. */
  receivedWithinMs: number
}

/** One that was found. */
interface Frame {
  fCnt: number
  receivedTs: number
}

export interface BridgedBenchCity extends Omit<BenchCity, 'stopAndCount'> {
  devEuis: readonly string[]
  /** Ends it and looks for each of so many uplinks on its disk. */
  stopAndCount(sent: number): Promise<BridgedCount>
}

/** Gauges that hang five metres above the zero of their levels. */
const describeGauges = (): Device[] =>
  describeDevices(devicesMax).map((device, index) => ({
    ...device,
    uplink: {
      source,
      address: devEuis[index] ?? '',
      profile: 'dragino-ldds75',
      settings: { mounting_height_m: 5 },
    },
  }))

/** What is stored of each device, in the order of the devices. */
async function readFrames(folder: string, devices: readonly Device[]): Promise<Frame[][]> {
  const store = await startSqliteStore({
    folder,
    kinds,
    timeZone: 'Asia/Tokyo',
    clock: systemClock,
  })
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER }
  try {
    const frames: Frame[][] = []
    for (const { id, kind } of devices) {
      const { items } = await store.listReadings(kind, id, range, { limit: 1_000_000 })
      frames.push(
        items.map(({ seq, received_ts }) => ({ fCnt: seq ?? NaN, receivedTs: received_ts })),
      )
    }
    return frames
  } finally {
    await store.close()
  }
}

function count(frames: readonly Frame[][], sent: number): BridgedCount {
  let found = 0
  let stored = 0
  let [firstTs, lastTs] = [Infinity, -Infinity]
  for (const own of frames) {
    found += new Set(own.map(({ fCnt }) => fCnt)).size
    stored += own.length
    for (const { receivedTs } of own) {
      firstTs = Math.min(firstTs, receivedTs)
      lastTs = Math.max(lastTs, receivedTs)
    }
  }
  const receivedWithinMs = lastTs - firstTs
  return { sent, lost: sent - found, doubled: stored - found, receivedWithinMs }
}

/** A city whose gauges all come through one connection to the broker at this port. */
export async function startBridgedCity(setting: Setting, port: number): Promise<BridgedBenchCity> {
  const file = join(setting.folder, 'bridge.json')
  const sources = [{ id: source, url: `mqtt://127.0.0.1:${port}`, dialect: 'chirpstack' }]
  writeFileSync(file, JSON.stringify({ sources }))
  const gauges = describeGauges()
  const city = await startBenchCity(setting, gauges, { env: { BRIDGE_FILE: file } })
  return {
    ...city,
    devEuis,
    async stopAndCount(sent) {
      await city.stop()
      return count(await readFrames(city.folder, gauges), sent)
    },
  }
}
