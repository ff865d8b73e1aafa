import type { Device } from '#domain/devices/device.ts'
import { startChaosProxy } from '#test/support/chaos-proxy.ts'
import { askHealth, listSaid } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import type { Scenario } from '../runner/scenario.ts'

const healthy = 10
const silent = 50
const keepAliveS = { glance: 2, short: 4, full: 30 }
/** Of the others: a busy disk may keep an acknowledgement, and so the next reading, for seconds. */
const patientS = 60
/** [MQTT-3.1.2-24]: a server waits one and a half keep-alives; two intervals of a gauge are longer. */
const keepAlives = 1.5
const graceMs = 5_000

async function countOffline(url: string, devices: readonly Device[]): Promise<number> {
  const offline = new Set(await listSaid(url, 'offline'))
  return devices.filter(({ id }) => offline.has(id)).length
}

/** The line of many devices dies without a word; the server has to find out by itself. */
export const halfOpen: Scenario = {
  id: 'F13',
  title: 'devices whose line is dead although their connection is open',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: healthy + silent })
    const server = await city.start()
    const proxy = await startChaosProxy({ target: city.ports.mqtt, random: setting.random })
    setting.onEnd(proxy.close)
    const keepAlive = keepAliveS[setting.effort]
    const make = (devices: typeof city.devices, keepAliveS: number) =>
      createFleet({ ...city, devices, window: 1, thinkMs: 100, keepAliveS, tellsStatus: true })
    const steady = make(city.devices.slice(0, healthy), patientS)
    const doomed = make(city.devices.slice(healthy), keepAlive)
    await steady.connect(city.ports.mqtt)
    await doomed.connect(proxy.port)
    await until('readings are taken from all', 60_000, () => doomed.acked >= 3 * silent)
    const before = steady.acked

    proxy.freeze()
    const limitMs = keepAlives * keepAlive * 1000 + graceMs
    // What counts is what people are told: the list says of each of them that it is gone.
    const saidMs = await until('the silent ones are said to be offline', 4 * limitMs, async () => {
      const offline = await listSaid(server.url, 'offline')
      return offline.length >= silent
    })
    const { connections } = (await askHealth(server.url)).broker
    const wrongly = await countOffline(server.url, city.devices.slice(0, healthy))
    const went = steady.acked - before
    const closed = steady.closed
    // They come back over a line that works, with what nobody acknowledged.
    doomed.drop()
    await doomed.connect(city.ports.mqtt)
    const backMs = await until('all are said to be back', 60_000, async () => {
      return (await listSaid(server.url, 'offline')).length === 0
    })
    await Promise.all([steady.settle(), doomed.settle()])
    steady.drop()
    doomed.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'keep-alive', value: keepAlive, unit: 's' },
        {
          name: 'all said to be offline after',
          value: saidMs,
          unit: 'ms',
          target: { atMost: limitMs },
        },
        { name: 'connections left', value: connections, unit: '', target: { atMost: healthy } },
        { name: 'all said to be back after', value: backMs, unit: 'ms' },
        none('healthy: said to be offline', wrongly),
        none('healthy: closed', closed),
        { name: 'healthy: went on', value: went, unit: 'readings', target: { atLeast: healthy } },
        ...promiseFigures(comparison),
      ],
    }
  },
}
