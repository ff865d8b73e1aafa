import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadConfig } from '#config'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { CityOptions } from '#app/city-options.ts'
import type { RunningCity } from '#app/running-city.ts'
import { startCity } from '#app/start-city.ts'
import { rememberKey } from './operator-key.ts'

const root = resolve(import.meta.dirname, '../..')

export interface TestCityOptions {
  /** A folder to go on with, kept at the end; without it a new one that is deleted. */
  dataFolder?: string
  /** The devices of the city folder and, with a scenario, the fleet that plays them. */
  demo?: CityOptions['demo']
  kinds?: readonly Kind[]
  env?: Readonly<Record<string, string>>
  clock?: CityOptions['clock']
  pulse?: CityOptions['pulse']
}

export interface StartedCity extends RunningCity {
  operatorToken: string
  /** Registers a device; its id is made up where none is given. */
  addDevice(kind: string, more?: Partial<Device>): { id: string; secret: string }
  /** What the city logged, one line each. */
  logged: readonly string[]
}

/** A whole city on free ports of loopback, in this process, with its data in a temporary folder. */
export async function startTestCity(options: TestCityOptions = {}): Promise<StartedCity> {
  const { demo, kinds, env, clock, pulse } = options
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'machimori-'))
  const defaults = { HTTP_PORT: '0', MQTT_PORT: '0', CITY_DIR: join(root, 'infra/cities/inashiki') }
  const loaded = loadConfig({ ...defaults, DATA_DIR: dataFolder, ...env })
  if ('errors' in loaded) throw new Error(loaded.errors.join('\n'))
  const logged: string[] = []
  const city = await startCity({
    config: loaded.config,
    log: (level, message, facts) => {
      logged.push(`${level} ${message} ${facts ? JSON.stringify(facts) : ''}`.trim())
    },
    dashboardFolder: join(root, 'dist/dashboard'),
    version: '0.0.0-test',
    demo,
    ...(kinds && { kinds }),
    ...(clock && { clock }),
    ...(pulse && { pulse }),
  })
  const operatorToken = city.operatorToken ?? city.registry.createOperatorToken()
  rememberKey(city.url, operatorToken)
  let devices = 0
  return {
    ...city,
    logged,
    operatorToken,
    addDevice(kind, more = {}) {
      devices += 1
      const device = createDevice(`test-${kind}-${devices}`, kind, more)
      const added = city.registry.add(device)
      if (isRefusal(added)) throw new Error(added.detail)
      return { id: device.id, secret: added.secret }
    },
    async close() {
      await city.close()
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** A device as an operator would register it, in the field and in service. */
export function createDevice(id: string, kind: string, more: Partial<Device> = {}): Device {
  return {
    id,
    kind,
    name: { ja: `試験 ${id}`, en: `Test ${id}` },
    origin: 'field',
    role: 'sensor',
    position: { lat: 35.956, lon: 140.324 },
    out_of_service: false,
    ...more,
  }
}
