import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePorts } from '#test/support/city-process.ts'
import { readUsage } from '#test/bench/process-usage.ts'
import { residentMb } from '#test/support/resident.ts'
import { createSelfSigned } from '#test/support/self-signed.ts'
import { askHealth } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { raiseStorm } from '../load/storm.ts'
import type { Scenario } from '../runner/scenario.ts'

const plainCount = { glance: 1_000, short: 10_000, full: 10_000 }
// A handshake costs the clients as much as the server, and both share the machine.
const tlsCount = { glance: 100, short: 1_000, full: 10_000 }
const steadyCount = 5
const plainMaxMs = 10_000
const tlsMaxMs = 60_000
/** Well-behaved devices do not all come in the same millisecond. */
const tlsJitterMs = { glance: 1_000, short: 3_000, full: 30_000 }
const residentMaxMb = 500
const alarmMaxMs = 2_000

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
    const before = readUsage(server.pid).cpuMs
    const first = await raiseStorm({ ...plain, devices: identities })
    setting.onEnd(first.drop)
    const plainCpuMs = readUsage(server.pid).cpuMs - before
    const { broker } = await askHealth(server.url)
    const residentIdleMb = residentMb(server.pid)
    first.drop()
    const encrypted = { port: tlsPort, tls: true, jitterMs: tlsJitterMs[effort], random }
    const devices = identities.slice(0, tlsCount[effort])
    const second = await raiseStorm({ ...encrypted, devices })
    setting.onEnd(second.drop)
    second.drop()
    const { max } = steady.takeLatencies().summarize()
    const closed = steady.closed
    steady.drop()
    await server.close()
    return {
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
          target: { atMost: plainMaxMs },
        },
        {
          name: 'plain: processor time a connection',
          value: (plainCpuMs * 1000) / identities.length,
          unit: 'µs',
        },
        { name: 'plain: attempts made again', value: first.retries, unit: '' },
        {
          name: 'memory with all connected',
          value: residentIdleMb,
          unit: 'MB',
          target: { atMost: residentMaxMb },
        },
        { name: 'TLS: devices', value: devices.length, unit: '' },
        {
          name: 'TLS: all back',
          value: second.elapsedMs,
          unit: 'ms',
          target: { atMost: tlsMaxMs },
        },
        { name: 'TLS: attempts made again', value: second.retries, unit: '' },
        {
          name: 'connected gauges: longest acknowledgement',
          value: max,
          unit: 'ms',
          target: { atMost: alarmMaxMs },
        },
        { name: 'connected gauges: closed', value: closed, unit: '', target: { atMost: 0 } },
      ],
    }
  },
}
