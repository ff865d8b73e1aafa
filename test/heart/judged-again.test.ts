import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { listInForce } from '#alarms/level/in-force.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { loadFaults } from '#simulators/faults/load-faults.ts'
import { planForRun } from '#simulators/faults/inject.ts'
import { applyFaults, composeFaults } from '#simulators/faults/stream.ts'
import { createMeasurement, type Report } from '#simulators/fleet/reporter.ts'
import {
  day,
  devicesOf,
  hour,
  inashiki,
  kindOf,
  mondayTs,
  reportsOf,
  worldOf,
} from '#test/simulators/inashiki.ts'
import { mondaysRun, planFile } from '#test/simulators/faults/plan.ts'
import { openHeart, type OpenHeart } from './open-heart.ts'
import { printJudged, readWholeJournal } from './read-whole-journal.ts'

const child = new URL('./judge-again.ts', import.meta.url).pathname
const seed = 7
const stormPeakTs = mondayTs + 15 * hour
/** In flight at a time, as from a gateway. */
const atOnce = 50

const world = worldOf(seed, stormPeakTs)
const devices = [...devicesOf('flood'), ...devicesOf('wifi').slice(0, 4)]

/** Beside the worst day of the presets, what gauges do to their clocks and buffers. */
const ownFaults = [
  { type: 'clock', device: 'gauge-edosaki', from: 'peak-2h', for: '1h', shift: '9h' },
  { type: 'clock', device: 'gauge-shibasaki', from: 'peak-3h', for: '3h', shift: '-2h' },
  { type: 'duplicate', device: 'gauge-shimosuda', from: '00:00', for: '24h', share: 0.3 },
  { type: 'backlog', device: 'gauge-inami', from: 'peak-3h', for: '2h', order: 'shuffled' },
]

interface Judged {
  crossings: StoredCrossing[]
  asked: string[]
}

interface Sending {
  device: Device
  report: Report
  sendTs: number
}

/** What the gauges send on a day of storm, in the order in which they send it. */
function sendStormDay(): Sending[] {
  const plan = { ...mondaysRun, stormPeakTs }
  const surroundings = { devices: inashiki.devices, world, plan }
  const { faults } = planForRun(
    { city: inashiki, kinds, seed },
    loadFaults('worst-day'),
    surroundings,
  )
  const all = [...faults, ...planFile(ownFaults, plan)]
  return devices
    .flatMap((device) => {
      const span = { world, seed, fromTs: mondayTs, toTs: mondayTs + day }
      const own = all.filter((fault) => fault.device === device)
      const valuesOf = createMeasurement({ device, kind: kindOf(device), world, seed })
      const sent = applyFaults(reportsOf(device, span), composeFaults(own, valuesOf))
      return sent.filter(({ isLost }) => !isLost).map((one) => ({ ...one, device }))
    })
    .toSorted((a, b) => a.sendTs - b.sendTs)
}

/** A newest value that is taken back: revised to null. */
const withdrawn = (one: Sending): Sending[] =>
  one.report.seq % 97 === 0 && one.report['level_m'] !== undefined
    ? [one, { ...one, report: { ...one.report, level_m: null } }]
    : [one]

async function listRecord({ store }: OpenHeart): Promise<StoredCrossing[]> {
  const { items } = await store.listFacts('crossing', { limit: 10_000 })
  return items.toReversed()
}

/** Verdicts as the running city came to them. */
async function printVerdicts(heart: OpenHeart): Promise<string> {
  let text = ''
  for await (const change of readWholeJournal(heart.store)) {
    if (change.type === 'reading') text += printJudged(change)
  }
  return text
}

/**
 * Every entry of each gauge, without its number, which counts all gauges. Where the store was asked,
 * what is in force: entries follow its answer, and nobody knows when it comes.
 */
function tellRecord(all: readonly StoredCrossing[], asked: readonly string[]): string[] {
  return [...new Set(all.map(({ device }) => device))].toSorted().map((device) => {
    const own = all.filter((crossing) => crossing.device === device)
    const isAsked = asked.includes(device)
    const told = isAsked ? listInForce(own).toSorted((a, b) => a.ts - b.ts) : own
    return told
      .map((crossing) => JSON.stringify(crossing, isAsked ? lineFields : entryFields))
      .join()
  })
}
const lineFields = ['device', 'ts', 'from_level', 'to_level', 'value', 'threshold', 'confirmed']
const entryFields = [...lineFields, 'received_ts', 'direction', 'flag', 'origin', 'found', 'reason']

describe('a day of storm with faults', () => {
  it('has the same verdicts and crossings, byte for byte, judged again elsewhere', async () => {
    let now = mondayTs
    const clock: Clock = { now: () => now, monotonicMs: () => performance.now() }
    let heart = await openHeart({ clock })
    onTestFinished(() => heart.close())
    for (const device of devices) heart.registry.add(device)
    const sendings = sendStormDay().flatMap(withdrawn)
    const half = Math.floor(sendings.length / 2)
    for (let first = 0; first < sendings.length; first += atOnce) {
      const answers = sendings.slice(first, first + atOnce).map(({ device, report, sendTs }) => {
        now = sendTs
        return heart.send(device, report)
      })
      await Promise.all(answers)
      if (first <= half && first + atOnce > half) heart = await heart.reopen()
    }
    heart = await heart.reopen()

    const verdicts = await printVerdicts(heart)
    const crossings = await listRecord(heart)
    expect(crossings.length).toBeGreaterThan(20)
    expect(crossings.some(({ withdraws }) => withdraws !== null)).toBe(true)
    expect(verdicts).toMatch(/ 4 range:| 3 step:/)
    expect(verdicts).toContain('clock_future')
    expect(verdicts).toContain('clock_slow')
    const args = [child, heart.folder]
    const env = { ...process.env, TZ: 'Pacific/Chatham' }
    const options = { env, maxBuffer: 2 ** 28 }
    const { stdout } = await promisify(execFile)(process.execPath, args, options)
    const again = stdout.slice(0, stdout.lastIndexOf('\n') + 1)
    expect(again === verdicts).toBe(true)
    const judged = JSON.parse(stdout.slice(again.length)) as Judged
    expect(judged.asked.length).toBeLessThan(3)
    expect(tellRecord(judged.crossings, judged.asked)).toEqual(tellRecord(crossings, judged.asked))
  })
})
