import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectAsync, type MqttClient } from 'mqtt'
import { endWithUs } from './end-with-us.ts'

/** Another system's MQTT broker in a process of its own, on loopback. */
export interface FarBroker {
  readonly url: string
  /** Publishes as that system would; resolves when its broker has it. */
  publish(topic: string, message: unknown, options?: { qos?: 0 | 1 }): Promise<void>
  /** Payloads that were acknowledged to it; only Aedes tells. */
  readonly acked: string[]
  /** `kill -9`: what it held in memory is gone. */
  kill(): Promise<void>
  /** An orderly end, as for an update. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export interface FarLogin {
  user: string
  password: string
}

const readyMaxMs = 20_000
const pollMs = 20
const aedesModule = new URL('far-aedes.ts', import.meta.url).pathname

/** True where Debian's package is installed. In CI a missing one fails instead of being left out. */
export function hasMosquitto(): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v mosquitto'], { stdio: 'ignore', env: withSbin() })
    return true
  } catch {
    if (process.env['CI']) throw new Error('mosquitto is missing: CI must test against it')
    return false
  }
}

// Debian puts servers where only the administrator's path looks.
const withSbin = () => ({ ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` })

/** Aedes keeps sessions in memory: a restart forgets them all. */
export async function startFarAedes(login?: FarLogin): Promise<FarBroker> {
  const acked: string[] = []
  const run = (port: number) => {
    const args = login ? [String(port), login.user, login.password] : [String(port)]
    const child = endWithUs(fork(aedesModule, args, { execPath: process.execPath }))
    child.on('message', (message: { type: string; text?: string }) => {
      if (message.type === 'acked' && message.text !== undefined) acked.push(message.text)
    })
    return child
  }
  return startFar({ run, acked, login, endSignal: 'SIGTERM' })
}

/** Debian's Mosquitto with its sessions on disk, written at an orderly end. */
export async function startFarMosquitto(login?: FarLogin): Promise<FarBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'machimori-mosquitto-'))
  const passwords = join(folder, 'passwords')
  if (login) {
    writeFileSync(passwords, '')
    execFileSync('mosquitto_passwd', ['-b', passwords, login.user, login.password])
  }
  const run = (port: number) => {
    const config = join(folder, 'mosquitto.conf')
    const lines = [
      `listener ${port} 127.0.0.1`,
      ...(login ? [`password_file ${passwords}`] : ['allow_anonymous true']),
      ...(process.getuid?.() === 0 ? ['user root'] : []),
      'persistence true',
      `persistence_location ${folder}/`,
      'max_inflight_messages 1000',
      'max_queued_messages 0',
    ]
    writeFileSync(config, `${lines.join('\n')}\n`)
    return endWithUs(spawn('mosquitto', ['-c', config], { stdio: 'ignore', env: withSbin() }))
  }
  const broker = await startFar({ run, acked: [], login, endSignal: 'SIGTERM' })
  return {
    ...broker,
    async close() {
      await broker.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Plan {
  run(port: number): ChildProcess
  acked: string[]
  login: FarLogin | undefined
  endSignal: 'SIGTERM'
}

async function startFar({ run, acked, login, endSignal }: Plan): Promise<FarBroker> {
  const port = await findFreePort()
  const url = `mqtt://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let publisher: MqttClient | undefined

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    publisher?.end(true)
    publisher = undefined
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exit = once(ending, 'exit')
    ending.kill(signal)
    await exit
  }
  async function start(): Promise<void> {
    child = run(port)
    publisher = await connectWhenReady(url, login)
    publisher.on('error', () => undefined)
  }
  await start()
  return {
    url,
    acked,
    async publish(topic, message, { qos = 1 } = {}) {
      const text = typeof message === 'string' ? message : JSON.stringify(message)
      if (!publisher) throw new Error('the far broker is away')
      await publisher.publishAsync(topic, text, { qos })
    },
    kill: () => end('SIGKILL'),
    stop: () => end(endSignal),
    start,
    close: () => end('SIGKILL'),
  }
}

async function connectWhenReady(url: string, login: FarLogin | undefined): Promise<MqttClient> {
  const options = {
    reconnectPeriod: 0,
    ...(login && { username: login.user, password: login.password }),
  }
  for (let waitedMs = 0; waitedMs < readyMaxMs; waitedMs += pollMs) {
    try {
      return await connectAsync(url, options)
    } catch {
      // Not listening yet.
    }
    await sleep(pollMs)
  }
  throw new Error('the far broker did not become ready')
}

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
