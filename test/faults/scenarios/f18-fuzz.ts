import { createRandom, mixSeeds } from '#domain/kinds/seeded.ts'
import { formatTopic } from '#domain/payload/topics.ts'
import { median } from '#test/bench/result.ts'
import { sampleResident } from '#test/support/resident.ts'
import { countUnstorable } from '../load/ask.ts'
import type { FaultCity } from '../load/fault-city.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { createFuzzStream, type FuzzDevice, type FuzzStream } from '../load/fuzz-stream.ts'
import { none } from '../load/none.ts'
import { playFuzz } from '../load/play-fuzz.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

/** Mutated ones that the server has certainly met. */
const packets = { glance: 40_000, short: 1_000_000, full: 10_000_000 }
/** Hostile connections at a time, each with a device of its own. */
const lanes = 64
/** Those of them that send what MQTT can read, and nothing else: of these we know what was read. */
const carefulLanes = 8
const steadyCount = 5
/** A thousand connections a second leave buffers faster than the collector asks for them. */
const memoryMaxMb = 1_024
const growthMax = 1.2
const quarters = [1, 2, 3, 4] as const

/** The sums of all hostile connections. */
interface Fuzzed {
  /** Mutated packets met. */
  packets: number
  sessions: number
  welcome: number
  hanging: number
  unanswered: number
  /** Of the careful lanes: payloads that may be taken for a reading. */
  readings: number
}

const describe = ({ greeting, readable, wild }: FuzzStream) =>
  [greeting, readable, wild].map((bytes) => bytes?.toString('hex') ?? '').join(' | ')

/** Fuzzes until so many mutated packets are met; a lane's streams follow from seed and number. */
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
    const isCareful = lane < carefulLanes
    while (done.packets < until) {
      setting.tellProgress(`${done.packets} of ${packets[setting.effort]} packets`)
      const stream = createFuzzStream(device, { random, isCareful })
      const played = await playFuzz(city.ports.mqtt, stream)
      done.packets += played.mutated
      done.sessions += 1
      done.welcome += Number(played.welcome)
      if (played.hangingAt) {
        done.hanging += 1
        // Seldom and a matter of time: the seed alone will not show it again.
        console.log(`F18: hanging at ${played.hangingAt}: ${describe(stream)}`)
      }
      done.unanswered += played.unanswered
      if (isCareful) done.readings += stream.readings
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)))
}

/** Readings of the careful lanes that are stored, beside so many of the gauges. */
async function countStored(city: FaultCity, ofGauges: number): Promise<number> {
  const all = await city.compare(city.devices.slice(steadyCount, steadyCount + carefulLanes))
  return all.stored - ofGauges
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
    const done: Fuzzed = {
      packets: 0,
      sessions: 0,
      welcome: 0,
      hanging: 0,
      unanswered: 0,
      readings: 0,
    }
    const total = packets[setting.effort]
    const memoryMb: number[][] = []
    const startedMs = performance.now()
    for (const quarter of quarters) {
      const samples = sampleResident(server.pid)
      await fuzz(setting, city, { until: (total * quarter) / quarters.length, done })
      memoryMb.push(samples())
    }
    const elapsedS = (performance.now() - startedMs) / 1_000
    // One that was cut off does not come back: it would be waited for without end.
    if (steady.closed === 0) await steady.settle()
    const uncaught = server.output().match(/uncaught|unhandled|TypeError|RangeError/gi) ?? []
    const closed = steady.closed
    steady.drop()
    const unstorable = await countUnstorable(server.url)
    const exitCode = await server.close()
    const comparison = await city.compare(devices)
    const stored = await countStored(city, comparison.stored)
    // What the first quarter loads and compiles is no growth.
    const [, earlyMb = NaN, , lateMb = NaN] = memoryMb.map(median)
    return {
      totals: { ...promiseTotals(comparison), fuzzed: done.packets },
      figures: [
        { name: 'mutated packets', value: done.packets, unit: '', target: { atLeast: total } },
        { name: 'rate', value: done.packets / elapsedS, unit: '/s' },
        { name: 'connections', value: done.sessions, unit: '' },
        { name: 'connections let in', value: done.welcome, unit: '' },
        none('connections left hanging', done.hanging),
        none('readable packets without an answer', done.unanswered),
        { name: 'readings that careful lanes can mean', value: done.readings, unit: '' },
        { name: 'stored of them', value: stored, unit: '', target: { atMost: done.readings } },
        // Else nothing was fuzzed: some repeat each other, and some are cut off before they end.
        { name: 'share', value: stored / done.readings, unit: '', target: { atLeast: 0.3 } },
        none('payloads that the store could not take', unstorable),
        none('errors nobody caught', uncaught.length),
        none('exit code', exitCode ?? NaN),
        {
          name: 'memory, peak',
          value: Math.max(...memoryMb.map((samples) => Math.max(...samples))),
          unit: 'MB',
          target: { atMost: memoryMaxMb },
        },
        {
          name: 'memory, last quarter to second',
          value: lateMb / earlyMb,
          unit: 'times',
          target: { atMost: growthMax },
        },
        none('gauges beside it: closed', closed),
        ...promiseFigures(comparison),
        none(
          'gauges beside it: stored what they did not send',
          comparison.stored - steady.sentCount(),
        ),
      ],
    }
  },
}
