/**
 * Child of `judged-again.test.ts`: judges a journal again from its beginning, in a process of its own
 * under another clock and time zone, and prints verdicts and crossings.
 */
import { join } from 'node:path'
import { Gauges } from '#alarms/level/gauges.ts'
import type { GaugeChange } from '#alarms/level/step-gauge.ts'
import { recall } from '#alarms/level/repair/recall.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { listArrivals } from '#ingest/judge/arrival.ts'
import { Judges } from '#ingest/judge/judges.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { TimeRange } from '#store/store.ts'
import { openRegistry } from '#store/registry/open.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { printJudged, readBatches } from './read-whole-journal.ts'

const [folder = ''] = process.argv.slice(2)
/** Years before anything that is judged here. */
const clock: Clock = { now: () => 1_000_000_000_000, monotonicMs: () => performance.now() }
Date.now = clock.now

const registry = openRegistry({ file: join(folder, 'registry.db'), clock })
const store = await startSqliteStore({ folder, kinds, timeZone: 'Pacific/Chatham', clock })
const judges = new Judges(kinds)
const gauges = new Gauges({ directory: registry, kinds, newestCrossing: 0 })
const crossings: StoredCrossing[] = []
/** Gauges of which the store was asked: what it has depends on when it answers. */
const asked = new Set<string>()

/** What the store had by then: it must not know what came later. */
const known = {
  rows: new Map<string, Map<number, Reading>>(),
  put(reading: Reading) {
    const rows = this.rows.get(reading.device) ?? new Map<number, Reading>()
    this.rows.set(reading.device, rows.set(reading.ts, reading))
  },
  listReadings: async (_: string, device: string, range: TimeRange) => {
    const rows = [...(known.rows.get(device)?.values() ?? [])]
    const items = rows.filter(({ ts }) => ts >= range.from && ts < range.to)
    return { items: items.toSorted((a, b) => a.ts - b.ts), next_cursor: null }
  },
  listFacts: async () => ({ items: [], next_cursor: null }),
}

const take = (change: GaugeChange) => crossings.push(...(gauges.take(change) ?? []))

for await (const { changes } of readBatches(store)) {
  const readings = changes.filter((change) => change.type === 'reading')
  const arrivals = listArrivals(readings.map(({ message }) => message)).values()
  for (const change of changes) {
    if (change.type === 'lapse') take(change)
    if (change.type !== 'reading') continue
    const [message, arrival] = arrivals.next().value ?? []
    const device = registry.find(change.message.device)
    if (!device || !message || !arrival) throw new Error(`No device ${change.message.device}`)
    const { placeTs, flag, reasons } = judges.judge(device, message, arrival)
    const own = { ...change.message, place_ts: placeTs, flag, reasons }
    const reading = change.reading === change.message ? own : change.reading
    const judged = { ...change, message: own, reading }
    process.stdout.write(printJudged(judged))
    take(judged)
    known.put(judged.reading)
    for (const question of gauges.listQuestions()) {
      const { id } = question.rule.device
      asked.add(id)
      const own = crossings.filter((crossing) => crossing.device === id)
      crossings.push(...(gauges.answer(question, await recall(known, question), own) ?? []))
    }
  }
}
process.stdout.write(JSON.stringify({ crossings, asked: [...asked] }))
await store.close()
registry.close()
