import { setTimeout as sleep } from 'node:timers/promises'
import { sampleResident } from '#test/support/resident.ts'
import { startChild } from '../child.ts'
import { describeDevices } from '../devices.ts'
import { type LoadRun, runLoad } from '../load-run.ts'
import { type Figure, median, type ScenarioResult } from '../result.ts'
import { type BenchCity, startBenchCity } from '../servers/city.ts'
import type { ViewersMessage } from '../viewers/plan.ts'
import type { Setting } from './setting.ts'
import { ask, keyHeaders } from '#test/support/operator-key.ts'

const deviceCount = 500
const ratePerS = 2_000
const deviceEveryMs = (deviceCount * 1_000) / ratePerS
const viewerCount = 20
const crossesEvery = 50
/** Every spell all devices and viewers come anew: what a connection leaves behind adds up. */
const spells = { smoke: 3, usual: 9, full: 60 }
const spellMs = { smoke: 3_000, usual: 30_000, full: 60_000 }
const lookEveryMs = 500
const askEveryMs = 10_000
const hourMs = 3_600_000
/** Flat, beside what a garbage collector does when it likes. */
const growthMax = 1.1

const viewersPath = new URL('../viewers/main.ts', import.meta.url).pathname

/** Pages and programs that ask meanwhile, until the call ends it. */
function keepAsking({ url, devices }: BenchCity): () => Promise<void> {
  const ended = new AbortController()
  const gauge = `${url}/v1/devices/${devices[0]?.id}/readings`
  const asking = (async () => {
    while (!ended.signal.aborted) {
      const since = Date.now() - hourMs
      const chart = `${gauge}?from=${since}&every=1m&agg=min,mean,max&limit=10000`
      for (const page of [`${url}/v1/devices`, chart, `${url}/v1/gaps`, `${url}/metrics`]) {
        const answer = await ask(page)
        await answer.arrayBuffer()
        if (!answer.ok) throw new Error(`${page} answered ${answer.status}`)
      }
      await sleep(askEveryMs, undefined, { signal: ended.signal }).catch(() => undefined)
    }
  })()
  return async () => {
    ended.abort()
    await asking
  }
}

interface Spell {
  load: LoadRun
  memoryMb: number
}

/** Devices and viewers come, stay for a while, and go. */
async function pass(setting: Setting, city: BenchCity): Promise<Spell> {
  const times = { firstTs: Date.now(), tsStepMs: deviceEveryMs }
  const { pid, host, port, url, devices } = city
  const viewers = startChild<ViewersMessage>(viewersPath)
  try {
    const headers = keyHeaders(url)
    const watched = { url, headers, kind: 'flood', devices: devices.map(({ id }) => id) }
    viewers.send({ ...times, ...watched, clients: viewerCount, observers: 0 })
    await viewers.next('watching')
    const endAsking = keepAsking(city)
    const endWatching = sampleResident(pid, lookEveryMs)
    const measureMs = spellMs[setting.effort.name]
    const plan = { ...times, window: 20, ratePerS, warmUpMs: 0, measureMs, host, port, devices }
    const load = await runLoad({ plan, serverPid: pid, folder: setting.folder })
    const memoryMb = median(endWatching())
    await endAsking()
    return { load, memoryMb }
  } finally {
    await viewers.stop()
  }
}

function figuresOf({ effort }: Setting, passed: readonly Spell[]): Figure[] {
  const third = passed.length / 3
  const memoryOf = (part: number) =>
    median(passed.slice(part * third, (part + 1) * third).map(({ memoryMb }) => memoryMb))
  const acked = passed.reduce((sum, { load }) => sum + load.report.ackedTotal, 0)
  const heldBack = passed.reduce((sum, { load }) => sum + load.report.heldBack, 0)
  return [
    { name: 'readings', value: acked, unit: '' },
    { name: 'held back, the server being behind', value: heldBack, unit: '' },
    { name: 'memory, first third', value: memoryOf(0), unit: 'MB' },
    { name: 'memory, middle', value: memoryOf(1), unit: 'MB' },
    { name: 'memory, last third', value: memoryOf(2), unit: 'MB' },
    {
      name: 'last third against first',
      value: memoryOf(2) / memoryOf(0),
      unit: '×',
      // In minutes the caches are still filling.
      ...(effort.name === 'full' && { target: { atMost: growthMax } }),
    },
    {
      name: 'memory, peak',
      value: Math.max(...passed.map(({ load }) => load.usage.rssPeakMb)),
      unit: 'MB',
    },
    {
      name: 'ack p99, median',
      value: median(passed.map(({ load }) => load.report.ack.p99)),
      unit: 'ms',
    },
  ]
}

/** Does the server need more and more memory while its users come and go? */
export async function* runSoak(setting: Setting): AsyncGenerator<ScenarioResult> {
  const { name } = setting.effort
  const city = await startBenchCity(setting, describeDevices(deviceCount, { crossesEvery }))
  try {
    const passed: Spell[] = []
    for (let spell = 0; spell < spells[name]; spell++) passed.push(await pass(setting, city))
    const stored = await city.stopAndCount()
    const acked = passed.reduce((sum, { load }) => sum + load.report.ackedTotal, 0)
    const seconds = (spells[name] * spellMs[name]) / 1_000
    yield* [
      {
        name: `soak, ${seconds} s`,
        setting: `${ratePerS}/s of ${deviceCount} devices to ${viewerCount} viewers; all of them come anew ${spells[name]} times`,
        figures: figuresOf(setting, passed),
        broken: stored === acked ? [] : [`${acked} acknowledged, ${stored} stored`],
        rounds: passed.map(({ load: { report, usage, fdatasync }, memoryMb }) => ({
          memoryMb,
          ack: report.ack,
          usage,
          fdatasync,
        })),
      },
    ]
  } finally {
    await city.discard()
  }
}
