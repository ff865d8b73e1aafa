import { connect } from 'node:net'
import { createRandom, mixSeeds } from '#domain/seeded.ts'
import { formatTopic } from '#domain/topics.ts'
import { residentMb } from '#test/support/resident.ts'
import type { FaultCity } from '../load/fault-city.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { createFuzzStream, type FuzzDevice, type FuzzStream } from '../load/fuzz-stream.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const packets = { glance: 20_000, short: 1_000_000, full: 10_000_000 }
/** Hostile connections at a time, each with a device of its own. */
const lanes = 64
const steadyCount = 5
/**
 * Two thousand connections a second leave buffers faster than the collector asks for them: 460 to
 * 810 MB were seen, without growth over 150,000 connections. A leak would pass any bound.
 */
const memoryMaxMb = 1_024
const closedMaxMs = 30_000
/** Nothing came for so long: the server waits for more. */
const silentMs = 50

interface Fuzzed {
  packets: number
  sessions: number
  /** The server neither read on nor hung up. */
  hanging: number
  answered: number
}

/**
 * Sends a stream and waits for the server to hang up. A stream that was cut in the middle of a
 * packet makes it wait for the rest: then this side hangs up first.
 */
function play(port: number, stream: FuzzStream): Promise<{ hanging: boolean; answered: boolean }> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    let answered = false
    let hanging = false
    const giveUp = () => {
      hanging = true
      socket.destroy()
    }
    socket.setTimeout(silentMs, () => {
      socket.end()
      socket.setTimeout(closedMaxMs, giveUp)
    })
    socket.on('data', () => {
      if (stream.isPatient && !answered) socket.write(stream.rest)
      answered = true
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve({ hanging, answered }))
    socket.write(stream.greeting)
    if (!stream.isPatient) socket.write(stream.rest)
  })
}

/** Fuzzes until so many packets are sent; a lane's streams follow from the seed and its number. */
async function fuzz(
  setting: Setting,
  city: FaultCity,
  { until, done }: { until: number; done: Fuzzed },
): Promise<void> {
  const work = async (lane: number) => {
    const { id } = city.devices[steadyCount + lane] ?? { id: '' }
    const topic = formatTopic({ city: 'inashiki', kind: 'flood', device: id, channel: 'reading' })
    const device: FuzzDevice = { id, secret: city.tokens.get(id) ?? '', topic }
    const random = createRandom(mixSeeds(setting.seed, mixSeeds(lane, until)))
    while (done.packets < until) {
      setting.tellProgress(`${done.packets} of ${packets[setting.effort]} packets`)
      const stream = createFuzzStream(device, random)
      done.packets += stream.packets
      done.sessions += 1
      const { hanging, answered } = await play(city.ports.mqtt, stream)
      done.hanging += Number(hanging)
      done.answered += Number(answered)
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)))
}

/** Mutilated packets without end, while well-behaved gauges go on beside them. */
export const packetFuzz: Scenario = {
  id: 'F18',
  title: 'mutilated MQTT packets',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: steadyCount + lanes })
    const server = await city.start()
    const devices = city.devices.slice(0, steadyCount)
    const steady = createFleet({ ...city, devices, window: 2, thinkMs: 20 })
    await steady.connect(city.ports.mqtt)
    const done: Fuzzed = { packets: 0, sessions: 0, hanging: 0, answered: 0 }
    const total = packets[setting.effort]
    await fuzz(setting, city, { until: total / 2, done })
    const halfwayMb = residentMb(server.pid)
    await fuzz(setting, city, { until: total, done })
    const memoryMb = residentMb(server.pid)
    await steady.settle()
    const uncaught = server.output().match(/uncaught|unhandled|TypeError|RangeError/gi) ?? []
    const closed = steady.closed
    steady.drop()
    const exitCode = await server.close()
    const comparison = await city.compare(devices)
    return {
      totals: { ...promiseTotals(comparison), fuzzed: done.packets },
      figures: [
        { name: 'packets', value: done.packets, unit: '', target: { atLeast: total } },
        { name: 'connections', value: done.sessions, unit: '' },
        { name: 'connections with an answer', value: done.answered, unit: '' },
        { name: 'connections left hanging', value: done.hanging, unit: '', target: { atMost: 0 } },
        { name: 'errors nobody caught', value: uncaught.length, unit: '', target: { atMost: 0 } },
        { name: 'exit code', value: exitCode ?? NaN, unit: '', target: { atMost: 0 } },
        { name: 'memory', value: memoryMb, unit: 'MB', target: { atMost: memoryMaxMb } },
        { name: 'memory, end to halfway', value: memoryMb / halfwayMb, unit: 'times' },
        { name: 'gauges beside it: closed', value: closed, unit: '', target: { atMost: 0 } },
        ...promiseFigures(comparison),
        {
          name: 'gauges beside it: stored what they did not send',
          value: comparison.stored - steady.sentCount(),
          unit: '',
          target: { atMost: 0 },
        },
      ],
    }
  },
}
