import { setTimeout as sleep } from 'node:timers/promises'
import { connectAsync, type MqttClient } from 'mqtt'
import { askHealth } from '#test/faults/load/ask.ts'
import { chirpstackTopics } from '#bridge/dialects/chirpstack.ts'
import type { Setting } from '../scenarios/setting.ts'
import { hasMosquitto, startMosquitto } from '../servers/mosquitto.ts'
import {
  type BridgedBenchCity,
  type BridgedCount,
  clientId,
  devEuis,
  startBridgedCity,
} from './bridged-city.ts'
import { createUplinks } from './uplinks.ts'

/** Mosquitto numbers at most 65,535 messages that are under way to one client. */
const backlogs = { smoke: 10_000, usual: 60_000, full: 60_000 }
const pollMs = 100
const patienceMs = 120_000
/** Publishes under way at once: enough to be quick, little enough to be no heap of promises. */
const publishing = 500

/** A session as our own connection leaves it behind, and messages that come meanwhile. */
async function pileUp(port: number, backlog: number): Promise<void> {
  const url = `mqtt://127.0.0.1:${port}`
  const ours = await connectAsync(url, { clientId, clean: false })
  await ours.subscribeAsync([...chirpstackTopics], { qos: 1 })
  await ours.endAsync()
  const server = await connectAsync(url, { clientId: 'chirpstack' })
  const uplinkOf = createUplinks(devEuis, Date.now() - 600_000)
  for (let index = 0; index < backlog; index += publishing) {
    await publish(server, uplinkOf, { from: index, to: Math.min(index + publishing, backlog) })
  }
  await server.endAsync()
}

async function publish(
  server: MqttClient,
  uplinkOf: ReturnType<typeof createUplinks>,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const group = Array.from({ length: to - from }, (_, n) => uplinkOf(from + n))
  await Promise.all(
    group.map(({ topic, payload }) => server.publishAsync(topic, payload, { qos: 1 })),
  )
}

/** Resolves when all of it is on disk. */
async function untilStored({ url }: BridgedBenchCity, backlog: number): Promise<void> {
  const deadlineMs = performance.now() + patienceMs
  while (performance.now() < deadlineMs) {
    const { bridge } = await askHealth(url)
    if (bridge.some(({ stored_total }) => stored_total >= backlog)) return
    await sleep(pollMs)
  }
  throw new Error('the bridge did not catch up')
}

/** What comes when we were away: all of it at once. Undefined where Mosquitto is not installed. */
export async function runOutage(setting: Setting): Promise<BridgedCount | undefined> {
  if (!hasMosquitto()) return undefined
  const backlog = backlogs[setting.effort.name]
  const mosquitto = await startMosquitto(setting.folder)
  try {
    await pileUp(mosquitto.port, backlog)
    const city = await startBridgedCity(setting, mosquitto.port)
    try {
      await untilStored(city, backlog)
      return await city.stopAndCount(backlog)
    } finally {
      await city.discard()
    }
  } finally {
    await mosquitto.stop()
  }
}
