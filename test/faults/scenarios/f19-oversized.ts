import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatTopic } from '#domain/payload/topics.ts'
import { connectPacket, openRaw, publishPacket, type RawClient } from '#test/broker/raw-client.ts'
import { residentMb, watchResident } from '#test/support/resident.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { none } from '../load/none.ts'
import type { Scenario } from '../runner/scenario.ts'

const connections = { glance: 200, short: 1_000, full: 1_000 }
const atOnce = 100
const ordinaryRounds = 10
/** A gauge that was out of reach empties its buffer: the largest array there is. */
const ordinaryReadings = 500
const claimedBytes = 100 * 1024 * 1024
const chunk = Buffer.alloc(64 * 1024)
const growthMaxMb = 50
/** As in an overload: fifty connections that keep 16 MB each would be far beyond. */
const residentMaxMb = 512
/** The kernel takes so much off a sender before it feels that the server has closed. */
const takenMaxBytes = 16 * 1024 * 1024
/** Of a frame that is too large the server needs the length, and no byte behind it. */
const closedMaxMs = 5_000
const knownIds = 50

const remainingLength = (bytes: number): number[] =>
  bytes < 0x80 ? [bytes] : [(bytes & 0x7f) | 0x80, ...remainingLength(bytes >> 7)]

/** Pours zeros until the server closes; how many bytes went out. */
async function pour(client: RawClient): Promise<number> {
  let sent = 0
  while (sent < claimedBytes && !client.socket.destroyed) {
    sent += chunk.length
    if (!client.socket.write(chunk)) {
      await Promise.race([once(client.socket, 'drain').catch(() => undefined), client.closed])
    }
  }
  client.destroy()
  return sent
}

async function enter(city: FaultCity, n: number): Promise<RawClient> {
  const client = await openRaw(city.ports.mqtt)
  const { id } = city.devices[n % knownIds] ?? { id: '' }
  client.send(connectPacket({ id, secret: city.tokens.get(id) ?? '' }))
  await client.next('connack')
  return client
}

/** What loads and compiles the door, and fills the heap of a busy server, is not what is measured. */
async function sendOrdinary(city: FaultCity, device: number, round: number): Promise<void> {
  const client = await enter(city, device)
  const { id } = city.devices[device] ?? { id: '' }
  const firstTs = Date.now() - (ordinaryRounds - round) * ordinaryReadings
  const readings = Array.from({ length: ordinaryReadings }, (_, at) => ({
    ts: firstTs + at,
    level_m: 0.5,
  }))
  const topic = formatTopic({ city: 'inashiki', kind: 'flood', device: id, channel: 'reading' })
  client.send(publishPacket(topic, JSON.stringify(readings)))
  await client.next('puback')
  client.destroy()
}

interface Claimed {
  sentBytes: number
  /** It said its length, waited, and was not hung up on. */
  isKept: boolean
}

/** Claims 100 MB as a stranger's CONNECT, or as the PUBLISH of a device that was let in. */
async function claim(city: FaultCity, n: number): Promise<Claimed> {
  const isKnown = n % 2 === 0
  const client = await (isKnown ? enter(city, n / 2) : openRaw(city.ports.mqtt))
  const header = Buffer.from([isKnown ? 0x32 : 0x10, ...remainingLength(claimedBytes)])
  client.send(header)
  if (n % 4 >= 2) return { sentBytes: await pour(client), isKept: false }
  await Promise.race([client.closed, sleep(closedMaxMs, undefined, { ref: false })])
  const isKept = !client.socket.destroyed
  client.destroy()
  return { sentBytes: header.length, isKept }
}

const claimTogether = (city: FaultCity) =>
  Promise.all(Array.from({ length: atOnce }, (_, n) => claim(city, n)))

/** A thousand frames that say they are 100 MB long; half of them start to be. */
export const oversized: Scenario = {
  id: 'F19',
  title: 'frames of 100 MB, from strangers and from known devices',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: knownIds })
    const server = await city.start()
    for (let round = 0; round < ordinaryRounds; round++) {
      await Promise.all(city.devices.map((_, device) => sendOrdinary(city, device, round)))
    }
    const beforeMb = residentMb(server.pid)
    const during = watchResident(server.pid)
    const claimed: Claimed[] = []
    while (claimed.length < connections[setting.effort]) {
      claimed.push(...(await claimTogether(city)))
    }
    const peakMb = during()
    const exitCode = await server.close()
    return {
      figures: [
        { name: 'connections', value: claimed.length, unit: '' },
        none('kept after they said their length', claimed.filter(({ isKept }) => isKept).length),
        {
          name: 'most bytes taken off one sender',
          value: Math.max(...claimed.map(({ sentBytes }) => sentBytes)),
          unit: '',
          target: { atMost: takenMaxBytes },
        },
        { name: 'memory after ordinary traffic', value: beforeMb, unit: 'MB' },
        { name: 'memory, peak', value: peakMb, unit: 'MB', target: { atMost: residentMaxMb } },
        {
          name: 'memory more',
          value: peakMb - beforeMb,
          unit: 'MB',
          target: { atMost: growthMaxMb },
        },
        none('exit code', exitCode ?? NaN),
      ],
    }
  },
}
