import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { openRegistry } from '#store/registry/open.ts'
import { endWithUs } from './end-with-us.ts'
import { learnKey } from './operator-key.ts'

const repository = resolve(import.meta.dirname, '../..')
// About two seconds on a machine of its own.
const readyMaxMs = 120_000
const readyPollMs = 25
// A server that was started before starts in three quarters of the time.
const compileCache = join(tmpdir(), 'machimori-compile-cache')

export interface CityPorts {
  http: number
  mqtt: number
}

/** The real server in a process of its own, as `npm run serve` starts it. */
export interface CityProcess {
  readonly pid: number
  readonly url: string
  /** What it wrote on stdout and stderr so far. */
  output(): string
  /** `kill -9`: nothing can be tidied up. */
  kill(): Promise<void>
  /** A polite end; resolves with the exit code. */
  close(): Promise<number | null>
}

/** Ports that were free a moment ago. */
export async function findFreePorts(): Promise<CityPorts> {
  const servers = [createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      return typeof address === 'object' && address ? address.port : 0
    }),
  )
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  const [http = 0, mqtt = 0] = ports
  return { http, mqtt }
}

/** Where `npm run serve` keeps the data of the real city. */
export const liveFolder = (dataFolder: string): string => join(dataFolder, 'live')

/** Registers devices in a data folder that no server uses now; returns their tokens by id. */
export function registerDevices(
  dataFolder: string,
  devices: readonly Device[],
): ReadonlyMap<string, string> {
  const folder = liveFolder(dataFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const registry = openRegistry({ file: join(folder, 'registry.db'), clock: systemClock })
  try {
    const seeded = registry.seed(devices)
    if (isRefusal(seeded)) throw new Error(seeded.detail)
    const tokens = registry.rotateAll(devices.map(({ id }) => id))
    if (isRefusal(tokens)) throw new Error(tokens.detail)
    return tokens
  } finally {
    registry.close()
  }
}

export interface CityProcessOptions {
  dataFolder: string
  ports: CityPorts
  /** Another copy of the sources. */
  root?: string
  env?: Readonly<Record<string, string>>
  /** For the server, e.g. `--demo`. */
  args?: readonly string[]
  /** For Node itself, e.g. `--cpu-prof`. */
  nodeArgs?: readonly string[]
}

/** The server's process, which may not have begun to listen yet. */
export function spawnCity(options: CityProcessOptions): ChildProcess {
  const { dataFolder, ports, root = repository, env = {}, args = [], nodeArgs = [] } = options
  const child = spawn(process.execPath, [...nodeArgs, 'main.ts', ...args], {
    cwd: root,
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compileCache,
      DATA_DIR: dataFolder,
      HTTP_PORT: String(ports.http),
      MQTT_PORT: String(ports.mqtt),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return endWithUs(child)
}

/** Settings for loads in which a few devices send what thousands would. */
export const unbudgeted = { DEVICE_BURST_READINGS: '1000000000', DEVICE_READINGS_PER_S: '1000000' }

/** Starts the server and resolves once it takes readings. */
export async function startCityProcess(options: CityProcessOptions): Promise<CityProcess> {
  const { dataFolder, ports } = options
  const child = spawnCity(options)
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => chunks.push(text))
  }
  const url = `http://127.0.0.1:${ports.http}`
  await untilReady(child, url, () => chunks.join(''))
  const folder = join(dataFolder, options.args?.includes('--demo') ? 'demo' : 'live')
  await untilAnnounced(child, () => chunks.join(''))
  await learnKey({ url, folder, output: chunks.join('') })
  return {
    pid: child.pid ?? 0,
    url,
    output: () => chunks.join(''),
    async kill() {
      await end(child, 'SIGKILL')
    },
    close: () => end(child, 'SIGTERM'),
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (!hasEnded(child)) {
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return child.exitCode
}

/** The last line of what it says after its start. */
async function untilAnnounced(child: ChildProcess, output: () => string): Promise<void> {
  while (!output().includes('Ctrl+C') && !hasEnded(child)) await sleep(readyPollMs)
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadlineMs = performance.now() + readyMaxMs
  let said = ''
  while (performance.now() < deadlineMs) {
    if (hasEnded(child)) throw new Error(`the server ended while starting:\n${output()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    said = (await answer?.text()) ?? said
    await sleep(readyPollMs)
  }
  await end(child, 'SIGKILL')
  throw new Error(`the server was not ready after ${readyMaxMs} ms: ${said}\n${output()}`)
}
