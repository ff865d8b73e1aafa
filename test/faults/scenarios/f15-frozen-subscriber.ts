import { setTimeout as sleep } from 'node:timers/promises'
import { formatTopic } from '#domain/payload/topics.ts'
import { connectPacket, openRaw } from '#test/broker/raw-client.ts'
import { median } from '#test/bench/result.ts'
import { sampleResident } from '#test/support/resident.ts'
import { createDemandingDevices } from '../load/demanding-devices.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { createShim } from '../rigs/shim.ts'
import type { Scenario } from '../runner/scenario.ts'

const publishing = 50
const frozenCount = 4
const rounds = { glance: 1, short: 2, full: 60 }
const settleMs = 2_000
/** Frozen devices are watched until every one of them was cut off once, but not for ever. */
const spellMs = { atLeast: 6_000, atMost: 60_000 }
/**
 * On loopback the kernel keeps 4 MB of a connection: a device would have to leave a million
 * acknowledgements unread before the server feels any of it. A line to the field has less room.
 */
const socketBytes = 4_096
const shareMin = 0.95
/** As for browsers that freeze. */
const cutMaxMs = 20_000
const growthMaxMb = 50
/** MQTT 3.1.1 §3.9.3 */
const subscriptionRefused = 0x80

/** Whether the door says no to a device that wants everything. */
async function refusesGreed(city: FaultCity, device: string): Promise<boolean> {
  const client = await openRaw(city.ports.mqtt)
  client.send(connectPacket({ id: device, secret: city.tokens.get(device) ?? '' }))
  await client.next('connack')
  const own = formatTopic({ city: 'inashiki', kind: 'flood', device, channel: 'cmd' })
  for (const [at, topic] of [own, '#'].entries()) {
    client.send({ cmd: 'subscribe', messageId: at + 1, subscriptions: [{ topic, qos: 1 }] })
  }
  const granted = []
  for (let n = 0; n < 2; n++) {
    const answer = await client.next('suback')
    if (answer.cmd === 'suback') granted.push(...answer.granted)
  }
  client.destroy()
  return granted[0] === 1 && granted[1] === subscriptionRefused
}

/**
 * What stopped a stock Aedes dead: clients that read nothing any more. Nobody sends commands here,
 * so what piles up in front of them is the answers that they ask for without an end.
 */
export const frozenSubscriber: Scenario = {
  id: 'F15',
  title: 'MQTT clients that stop reading, and one that asks for everything',
  needs: ['C compiler'],
  async run(setting) {
    const shim = createShim(setting, setting.folder)
    shim.socketBytes(socketBytes)
    const gauges = publishing + frozenCount + 1
    const city = await createFaultCity(setting, { gauges, env: shim.env })
    const server = await city.start()
    const devices = city.devices.slice(0, publishing)
    const others = city.devices.slice(publishing, publishing + frozenCount)
    const fleet = createFleet({ ...city, devices, window: 2, thinkMs: 50 })
    await fleet.connect(city.ports.mqtt)
    const { env } = shim
    const demanding = createDemandingDevices(city, { devices: others, env, spellMs })
    setting.onEnd(demanding.close)
    await sleep(settleMs)
    /** The same load in both cases; only whether the others read is different. */
    const beside = async (reads: boolean) => {
      const samples = sampleResident(server.pid)
      const [before, startedMs] = [fleet.acked, performance.now()]
      const seen = await demanding.play({ reads })
      const rate = ((fleet.acked - before) * 1000) / (performance.now() - startedMs)
      return { ...seen, rate, memoryMb: median(samples()) }
    }
    // What the load itself takes for caches is no growth.
    await beside(true)
    const reading = [await beside(true)]
    const frozen = []
    for (let round = 0; round < rounds[setting.effort]; round++) {
      setting.tellProgress(`${round} of ${rounds[setting.effort]} rounds`)
      frozen.push(await beside(false))
      reading.push(await beside(true))
    }
    const isRefused = await refusesGreed(city, city.devices.at(-1)?.id ?? '')
    const closed = fleet.closed
    await fleet.settle()
    fleet.drop()
    await server.close()
    const comparison = await city.compare(devices)
    const inTheMiddle = (spells: typeof reading) => ({
      rate: median(spells.map(({ rate }) => rate)),
      memoryMb: median(spells.map(({ memoryMb }) => memoryMb)),
    })
    const [besideReading, besideFrozen] = [inTheMiddle(reading), inTheMiddle(frozen)]
    const firstCuts = frozen.flatMap(({ firstCutMs }) => firstCutMs)
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'rate beside devices that read', value: besideReading.rate, unit: '/s' },
        { name: 'rate beside frozen ones', value: besideFrozen.rate, unit: '/s' },
        {
          name: 'share of it',
          value: besideFrozen.rate / besideReading.rate,
          unit: 'times',
          target: { atLeast: shareMin },
        },
        none('connections closed', closed),
        none(
          'reading ones cut off',
          reading.reduce((sum, { cut }) => sum + cut, 0),
        ),
        {
          name: 'frozen ones cut off',
          value: firstCuts.length,
          unit: '',
          target: { atLeast: frozenCount * rounds[setting.effort] },
        },
        {
          name: 'the last of them after',
          value: Math.max(...firstCuts),
          unit: 'ms',
          target: { atMost: cutMaxMs },
        },
        {
          name: 'memory beside frozen ones, more',
          value: besideFrozen.memoryMb - besideReading.memoryMb,
          unit: 'MB',
          target: { atMost: growthMaxMb },
        },
        { name: '# is refused', value: Number(isRefused), unit: '', target: { atLeast: 1 } },
        ...promiseFigures(comparison),
      ],
    }
  },
}
