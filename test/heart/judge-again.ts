/**
 * Child of `judged-again.test.ts`: judges a journal again from its beginning, in a process of its own
 * under another clock and time zone, and prints verdicts and crossings.
 */
import { join } from 'node:path'
import { Gauges } from '#alarms/level/gauges.ts'
import { recallValues } from '#alarms/level/recall-values.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { listArrivals } from '#ingest/judge/arrival.ts'
import { Judges } from '#ingest/judge/judges.ts'
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

for await (const { changes } of readBatches(store)) {
  const readings = changes.filter((change) => change.type === 'reading')
  const arrivals = listArrivals(readings.map(({ message }) => message))
  for (const [n, change] of readings.entries()) {
    const [message, arrival] = arrivals[n] ?? []
    const device = registry.find(change.message.device)
    if (!device || !message || !arrival) throw new Error(`No device ${change.message.device}`)
    const { placeTs, flag, reasons } = judges.judge(device, message, arrival)
    const own = { ...change.message, place_ts: placeTs, flag, reasons }
    const reading = change.reading === change.message ? own : change.reading
    const judged = { ...change, message: own, reading }
    process.stdout.write(printJudged(judged))
    crossings.push(...(gauges.take(judged) ?? []))
    for (const question of gauges.listQuestions()) {
      crossings.push(...(gauges.answer(question, await recallValues(store, question)) ?? []))
    }
  }
}
for (const crossing of crossings) process.stdout.write(`${JSON.stringify(crossing)}\n`)
await store.close()
registry.close()
