import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { endWithUs } from './end-with-us.ts'

const readyMaxMs = 20_000
const readyPollMs = 20

/** A real server in a process of its own, on loopback, with its files in a temporary folder. */
export interface ServerProcess {
  readonly url: string
  /** `kill -9`. */
  kill(): Promise<void>
  /** Starts again on the same port and files. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** True where Debian's package is installed. In CI a missing one fails instead of being left out. */
export function hasServer(command: 'influxd' | 'victoria-metrics'): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' })
    return true
  } catch {
    if (process.env['CI']) throw new Error(`${command} is missing: CI must test against it`)
    return false
  }
}

/** An InfluxDB of 2.x or 3.x that the caller named; the suites then also run against it. */
export function findNamedServer(): Omit<ArchiveAddress, 'bucket'> | undefined {
  const url = process.env['INFLUX_TEST_URL']
  if (!url) return undefined
  return { url, token: process.env['INFLUX_TEST_TOKEN'], org: process.env['INFLUX_TEST_ORG'] }
}

/** Debian's InfluxDB 1.6.7. */
export function startInfluxd(): Promise<ServerProcess> {
  return startServer(({ folder, port, otherPort }) => {
    const config = join(folder, 'influxdb.conf')
    const lines = [
      'reporting-disabled = true',
      `bind-address = "127.0.0.1:${otherPort}"`,
      '[meta]',
      `dir = "${folder}/meta"`,
      '[data]',
      `dir = "${folder}/data"`,
      `wal-dir = "${folder}/wal"`,
      '[monitor]',
      'store-enabled = false',
      '[http]',
      `bind-address = "127.0.0.1:${port}"`,
      'log-enabled = false',
    ]
    writeFileSync(config, lines.join('\n'))
    return { command: 'influxd', args: ['run', '-config', config], readyPath: '/ping' }
  })
}

/** Debian's VictoriaMetrics: a second reader of the wire format, never a store to recommend. */
export function startVictoriaMetrics(): Promise<ServerProcess> {
  return startServer(({ folder, port }) => ({
    command: 'victoria-metrics',
    args: [`-storageDataPath=${folder}`, `-httpListenAddr=127.0.0.1:${port}`],
    readyPath: '/health',
  }))
}

interface Plan {
  command: string
  args: string[]
  readyPath: string
}

async function startServer(
  plan: (place: { folder: string; port: number; otherPort: number }) => Plan,
): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'machimori-archive-'))
  mkdirSync(folder, { recursive: true })
  const [port, otherPort] = [await findFreePort(), await findFreePort()]
  const { command, args, readyPath } = plan({ folder, port, otherPort })
  const url = `http://127.0.0.1:${port}`
  let child = await run()

  async function run(): Promise<ChildProcess> {
    const started = endWithUs(spawn(command, args, { stdio: 'ignore' }))
    await waitUntilReady(url + readyPath, started)
    return started
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  return {
    url,
    kill,
    restart: async () => {
      await kill()
      child = await run()
    },
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < readyMaxMs; waitedMs += readyPollMs) {
    if (child.exitCode !== null) throw new Error(`server ended with code ${child.exitCode}`)
    try {
      const { ok } = await fetch(url)
      if (ok) return
    } catch {
      // Not listening yet.
    }
    await sleep(readyPollMs)
  }
  throw new Error('server did not become ready')
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
