import { setTimeout as sleep } from 'node:timers/promises'
import { formatTopic } from '#domain/topics.ts'
import { connectPacket, openRaw, type RawClient } from '#test/broker/raw-client.ts'
import { median } from '#test/bench/result.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const publishing = 50
const frozenCount = 20
const rounds = { glance: 1, short: 3, full: 60 }
const spellMs = 2_000
const shareMin = 0.95
/** MQTT 3.1.1 §3.9.3 */
const subscriptionRefused = 0x80

async function subscribe(city: FaultCity, device: string, topic: string): Promise<RawClient> {
  const client = await openRaw(city.ports.mqtt)
  client.send(connectPacket({ id: device, secret: city.tokens.get(device) ?? '' }))
  await client.next('connack')
  client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 1 }] })
  return client
}

/** Subscribes to the device's own commands and reads nothing any more. */
async function freezeSubscribers(setting: Setting, city: FaultCity): Promise<RawClient[]> {
  const ids = city.devices.slice(publishing, publishing + frozenCount).map(({ id }) => id)
  return Promise.all(
    ids.map(async (device) => {
      const own = { city: 'inashiki', kind: 'flood', device, channel: 'cmd' } as const
      const client = await subscribe(city, device, formatTopic(own))
      await client.next('suback')
      client.socket.pause()
      setting.onEnd(client.destroy)
      return client
    }),
  )
}

/** What stopped a stock Aedes dead: subscribers that read nothing, and one that wants it all. */
export const frozenSubscriber: Scenario = {
  id: 'F15',
  title: 'MQTT subscribers that stop reading, and one that asks for everything',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: publishing + frozenCount + 1 })
    const server = await city.start()
    const devices = city.devices.slice(0, publishing)
    const fleet = createFleet({ ...city, devices, window: 2, thinkMs: 50 })
    await fleet.connect(city.ports.mqtt)
    await sleep(spellMs)
    const rate = async () => {
      const before = fleet.acked
      await sleep(spellMs)
      return ((fleet.acked - before) * 1000) / spellMs
    }
    const without: number[] = []
    const beside: number[] = []
    for (let round = 0; round < rounds[setting.effort]; round++) {
      setting.tellProgress(`${round} of ${rounds[setting.effort]} rounds`)
      without.push(await rate())
      const frozen = await freezeSubscribers(setting, city)
      beside.push(await rate())
      for (const client of frozen) client.destroy()
    }
    const greedy = await subscribe(city, city.devices.at(-1)?.id ?? '', '#')
    const answer = await greedy.next('suback').catch(() => undefined)
    const isRefused =
      answer?.cmd !== 'suback' || answer.granted.every((code) => code === subscriptionRefused)
    greedy.destroy()
    await fleet.settle()
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'rate alone', value: median(without), unit: '/s' },
        { name: 'rate beside frozen subscribers', value: median(beside), unit: '/s' },
        {
          name: 'share of it',
          value: median(beside) / median(without),
          unit: 'times',
          target: { atLeast: shareMin },
        },
        { name: '# is refused', value: Number(isRefused), unit: '', target: { atLeast: 1 } },
        ...promiseFigures(comparison),
      ],
    }
  },
}
