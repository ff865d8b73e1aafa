import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectPacket, openRaw, type RawClient } from '#test/broker/raw-client.ts'
import { residentMb, watchResident } from '#test/support/resident.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import type { Scenario } from '../runner/scenario.ts'

const connections = { glance: 100, short: 1_000, full: 1_000 }
const atOnce = 100
const warmUpRounds = 10
const claimedBytes = 100 * 1024 * 1024
const chunk = Buffer.alloc(64 * 1024)
const growthMaxMb = 50
/** Kernel buffers of one connection take so much before the server's close is felt. */
const takenMaxBytes = 16 * 1024 * 1024
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

/** Claims 100 MB as a stranger's CONNECT, or as the PUBLISH of a device that was let in. */
async function claim(city: FaultCity, n: number): Promise<number> {
  const client = await openRaw(city.ports.mqtt)
  const isKnown = n % 2 === 0
  if (isKnown) {
    const { id } = city.devices[(n / 2) % knownIds] ?? { id: '' }
    client.send(connectPacket({ id, secret: city.tokens.get(id) ?? '' }))
    await client.next('connack')
  }
  client.send(Buffer.from([isKnown ? 0x32 : 0x10, ...remainingLength(claimedBytes)]))
  return pour(client)
}

const claimTogether = (city: FaultCity) =>
  Promise.all(Array.from({ length: atOnce }, (_, n) => claim(city, n)))

/** A thousand frames that say they are 100 MB long, and start to be. */
export const oversized: Scenario = {
  id: 'F19',
  title: 'frames of 100 MB, from strangers and from known devices',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: knownIds })
    const server = await city.start()
    await sleep(1_000)
    // Some before: what they load and compile, and the heap of a busy server, is not what is measured.
    for (let round = 0; round < warmUpRounds; round++) await claimTogether(city)
    const beforeMb = residentMb(server.pid)
    const during = watchResident(server.pid)
    const sent: number[] = []
    while (sent.length < connections[setting.effort]) {
      sent.push(...(await claimTogether(city)))
    }
    const growthMb = during() - beforeMb
    const exitCode = await server.close()
    return {
      figures: [
        { name: 'connections', value: sent.length, unit: '' },
        {
          name: 'most bytes taken off one sender',
          value: Math.max(...sent),
          unit: '',
          target: { atMost: takenMaxBytes },
        },
        { name: 'memory more', value: growthMb, unit: 'MB', target: { atMost: growthMaxMb } },
        { name: 'exit code', value: exitCode ?? NaN, unit: '', target: { atMost: 0 } },
      ],
    }
  },
}
