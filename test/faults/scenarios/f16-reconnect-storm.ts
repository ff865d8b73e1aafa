import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePorts } from '#test/support/city-process.ts'
import type { Figure } from '#test/bench/result.ts'
import { readUsage } from '#test/bench/process-usage.ts'
import { residentMb } from '#test/support/resident.ts'
import { createSelfSigned } from '#test/support/self-signed.ts'
import { askHealth, askLoopLagP99 } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { raiseStorm } from '../load/storm.ts'
import { until } from '../load/until.ts'
import type { Scenario } from '../runner/scenario.ts'

const plainCount = { glance: 1_000, short: 10_000, full: 10_000 }
// A handshake costs the clients as much as the server, and both share the machine.
const tlsCount = { glance: 500, short: 2_000, full: 10_000 }
const steadyCount = 5
/** Ten thousand have ten seconds, and a minute over TLS: fewer have their share of it. */
const plainMsEach = 1
const tlsMsEach = 6
/** Well-behaved devices do not all come in the same millisecond: half of that time is theirs. */
const tlsJitterMsEach = 3
const loopLagMaxMs = 250
const residentMaxMb = 500
const alarmMaxMs = 2_000

const goneMaxMs = 60_000

const lagFigure = (name: string, value: number): Figure => ({
  name,
  value,
  unit: 'ms',
  target: { atMost: loopLagMaxMs },
})

/** A whole city's devices come back at once, over plain TCP and over TLS. */
export const reconnectStorm: Scenario = {
  id: 'F16',
  title: 'all devices reconnect at once',
  async run(setting) {
    const { effort, random } = setting
    const { key, cert } = createSelfSigned()
    const files = { TLS_KEY: join(setting.folder, 'key'), TLS_CERT: join(setting.folder, 'cert') }
    writeFileSync(files.TLS_KEY, key)
    writeFileSync(files.TLS_CERT, cert)
    const { mqtt: tlsPort } = await findFreePorts()
    const env = {
      ...files,
      MQTTS_PORT: String(tlsPort),
      MQTTS_HOST: '127.0.0.1',
      MQTT_MAX_CONNECTIONS: String(plainCount[effort] + tlsCount[effort] + steadyCount),
    }
    const city = await createFaultCity(setting, { gauges: plainCount[effort] + steadyCount, env })
    const server = await city.start()
    const steady = createFleet({
      ...city,
      devices: city.devices.slice(0, steadyCount),
      window: 1,
      thinkMs: 20,
    })
    await steady.connect(city.ports.mqtt)
    const identities = city.devices
      .slice(steadyCount)
      .map(({ id }) => ({ id, token: city.tokens.get(id) ?? '' }))

    const plain = { port: city.ports.mqtt, tls: false, jitterMs: 0, random }
    // What the start did to the loop is not the storm's.
    await askLoopLagP99(server.url)
    const before = readUsage(server.pid).cpuMs
    const first = await raiseStorm({ ...plain, devices: identities })
    setting.onEnd(first.drop)
    const plainCpuMs = readUsage(server.pid).cpuMs - before
    const plainLagMs = await askLoopLagP99(server.url)
    const { broker } = await askHealth(server.url)
    const residentIdleMb = residentMb(server.pid)
    first.drop()
    const devices = identities.slice(0, tlsCount[effort])
    const jitterMs = devices.length * tlsJitterMsEach
    const encrypted = { port: tlsPort, tls: true, jitterMs, random }
    // Ten thousand that leave at once are work too, and another figure.
    await until('all have gone', goneMaxMs, async () => {
      const health = await askHealth(server.url)
      return health.broker.connections <= steadyCount
    })
    const goneLagMs = await askLoopLagP99(server.url)
    const second = await raiseStorm({ ...encrypted, devices })
    setting.onEnd(second.drop)
    const tlsLagMs = await askLoopLagP99(server.url)
    second.drop()
    await steady.settle()
    const { max } = steady.takeLatencies().summarize()
    const closed = steady.closed
    steady.drop()
    await server.close()
    const comparison = await city.compare(city.devices.slice(0, steadyCount))
    return {
      totals: promiseTotals(comparison),
      figures: [
        {
          name: 'connected at once',
          value: broker.connections,
          unit: 'devices',
          target: { atLeast: identities.length },
        },
        {
          name: 'plain: all back',
          value: first.elapsedMs,
          unit: 'ms',
          target: { atMost: identities.length * plainMsEach },
        },
        {
          name: 'plain: processor time a connection',
          value: (plainCpuMs * 1000) / identities.length,
          unit: 'µs',
        },
        lagFigure('plain: event loop late, p99', plainLagMs),
        { name: 'plain: attempts made again', value: first.retries, unit: '' },
        {
          name: 'memory with all connected',
          value: residentIdleMb,
          unit: 'MB',
          target: { atMost: residentMaxMb },
        },
        { name: 'all leave at once: event loop late, p99', value: goneLagMs, unit: 'ms' },
        { name: 'TLS: devices', value: devices.length, unit: '' },
        {
          name: 'TLS: all back',
          value: second.elapsedMs,
          unit: 'ms',
          target: { atMost: devices.length * tlsMsEach },
        },
        lagFigure('TLS: event loop late, p99', tlsLagMs),
        { name: 'TLS: attempts made again', value: second.retries, unit: '' },
        {
          name: 'connected gauges: longest acknowledgement',
          value: max,
          unit: 'ms',
          target: { atMost: alarmMaxMs },
        },
        none('connected gauges: closed', closed),
        ...promiseFigures(comparison),
      ],
    }
  },
}
