import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Quarantined } from '#domain/facts/quarantine.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { startTestCity, type StartedCity } from '../support/start-city.ts'
import { until } from '../faults/load/until.ts'

const patienceMs = 30_000

/** A gauge that hangs five metres above the zero of its levels and measures down to the water. */
export const lookingDown = (source: string, address: string): Partial<Device> => ({
  uplink: {
    source,
    address,
    profile: 'dragino-ldds75',
    settings: { mounting_height_m: 5 },
  },
})

/** What that gauge's decoder gives for water `mm` below it. */
export const distance = (mm: number) => ({ Bat: 3.4, Distance: `${mm} mm` })

export const euiOf = (index: number): string => `a84041${index.toString(16).padStart(10, '0')}`

export interface BridgedCity extends StartedCity {
  connections(): BridgeConnectionState[]
  /** Resolves when every connection is connected and subscribed. */
  connected(): Promise<void>
  readings(device: string): Promise<Reading[]>
  /** Resolves when so many readings of the device are stored. */
  stored(device: string, count: number): Promise<Reading[]>
  quarantine(): Promise<Quarantined[]>
  /** Resolves when so much is in quarantine; newest first. */
  quarantined(count: number): Promise<Quarantined[]>
  until(what: string, holds: () => boolean | Promise<boolean>): Promise<void>
}

/** Writes a bridge file into a folder of its own. */
export function writeBridgeFile(sources: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'machimori-bridge-'))
  const file = join(folder, 'bridge.json')
  writeFileSync(file, JSON.stringify({ sources }))
  return {
    folder,
    file,
    write: (name: string, text: string) => writeFileSync(join(folder, name), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A whole city with a bridge. */
export async function startBridgedCity(
  sources: readonly object[],
  {
    dataFolder,
    files = {},
  }: { dataFolder?: string; files?: Readonly<Record<string, string>> } = {},
): Promise<BridgedCity> {
  const bridge = writeBridgeFile(sources)
  for (const [name, text] of Object.entries(files)) bridge.write(name, text)
  const env = { BRIDGE_FILE: bridge.file }
  const city = await startTestCity({ env, ...(dataFolder !== undefined && { dataFolder }) })
  const connections = () => city.bridge.state()
  const hold = async (what: string, holds: () => boolean | Promise<boolean>) => {
    await until(what, patienceMs, holds)
  }
  const readings = async (device: string) => {
    const kind = city.registry.find(device)?.kind ?? ''
    const range = { from: 0, to: Number.MAX_SAFE_INTEGER }
    return (await city.store.listReadings(kind, device, range, { limit: 10_000 })).items
  }
  const quarantine = async () => (await city.store.listFacts('quarantine', { limit: 1_000 })).items
  return {
    ...city,
    connections,
    connected: () =>
      hold('connected', () => connections().every(({ condition }) => condition === 'connected')),
    readings,
    async stored(device, count) {
      await hold(`${count} readings`, async () => (await readings(device)).length >= count)
      return readings(device)
    },
    quarantine,
    async quarantined(count) {
      await hold(`${count} refused`, async () => (await quarantine()).length >= count)
      return quarantine()
    },
    until: hold,
    async close() {
      await city.close()
      bridge.remove()
    },
  }
}
