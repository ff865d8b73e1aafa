import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePorts } from '#test/support/city-process.ts'
import { residentMb } from '#test/support/resident.ts'
import { createSelfSigned } from '#test/support/self-signed.ts'
import { startChild } from '../child.ts'
import { describeDevices } from '../devices.ts'
import { readUsage, usageSince } from '../process-usage.ts'
import type { Figure, ScenarioResult } from '../result.ts'
import { type BenchCity, startBenchCity } from '../servers/city.ts'
import type { StormMessage, StormPlan } from '../storm/plan.ts'
import type { Setting } from './setting.ts'

const counts = { smoke: 1_000, usual: 10_000, full: 10_000 }
const stormPath = new URL('../storm/main.ts', import.meta.url).pathname
const plainMaxMs = 10_000
const tlsMaxMs = 60_000
const residentMaxMb = 500
/** What a storm leaves to the collector is gone by then. */
const calmMs = 5_000

interface Stormed {
  elapsedMs: number
  retries: number
  cpuUs: number
  idleMb: number
}

async function raise(city: BenchCity, plan: Omit<StormPlan, 'devices'>): Promise<Stormed> {
  const child = startChild<StormMessage>(stormPath)
  try {
    const before = readUsage(city.pid)
    child.send({ ...plan, devices: city.devices.map(({ id, token }) => ({ id, token })) })
    const { elapsedMs, retries } = await child.next('connected')
    const { cpuMs } = usageSince(before, readUsage(city.pid))
    await sleep(calmMs)
    const idleMb = residentMb(city.pid)
    return { elapsedMs, retries, cpuUs: (cpuMs * 1000) / city.devices.length, idleMb }
  } finally {
    await child.stop()
  }
}

const figuresOf = (name: string, stormed: Stormed, maxMs: number): Figure[] => [
  {
    name: `${name}: all connected`,
    value: stormed.elapsedMs,
    unit: 'ms',
    target: { atMost: maxMs },
  },
  { name: `${name}: CPU of the server a connection`, value: stormed.cpuUs, unit: 'µs' },
  { name: `${name}: attempts made again`, value: stormed.retries, unit: '' },
]

/** What idle devices cost, and how long they take to come back after a power cut in the city. */
export async function* runConnections(setting: Setting): AsyncGenerator<ScenarioResult> {
  const count = counts[setting.effort.name]
  const { key, cert } = createSelfSigned()
  const files = { TLS_KEY: join(setting.folder, 'key'), TLS_CERT: join(setting.folder, 'cert') }
  writeFileSync(files.TLS_KEY, key)
  writeFileSync(files.TLS_CERT, cert)
  const { mqtt: tlsPort } = await findFreePorts()
  const env = {
    ...files,
    MQTTS_PORT: String(tlsPort),
    MQTTS_HOST: '127.0.0.1',
    MQTT_MAX_CONNECTIONS: String(2 * count),
  }
  const city = await startBenchCity(setting, describeDevices(count), { env })
  try {
    const emptyMb = residentMb(city.pid)
    const plain = await raise(city, { port: city.port, tls: false, jitterMs: 0 })
    await sleep(calmMs)
    const tls = await raise(city, { port: tlsPort, tls: true, jitterMs: 0 })
    const idle: Figure[] = [
      { name: 'memory without a device', value: emptyMb, unit: 'MB' },
      {
        name: 'memory, all idle, plain',
        value: plain.idleMb,
        unit: 'MB',
        target: { atMost: residentMaxMb },
      },
      { name: 'memory, all idle, TLS', value: tls.idleMb, unit: 'MB' },
    ]
    yield* [
      {
        name: `connections, ${count} devices`,
        setting:
          'all connect in the same moment, then say nothing; their process shares the machine',
        figures: [
          ...figuresOf('plain', plain, plainMaxMs),
          ...figuresOf('TLS', tls, tlsMaxMs),
          ...idle,
        ],
        broken: [],
        rounds: [{ plain, tls, emptyMb }],
      },
    ]
  } finally {
    await city.discard()
  }
}
