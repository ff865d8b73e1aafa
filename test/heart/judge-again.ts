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
import { Judges } from '#ingest/judge/judges.ts'
import { openRegistry } from '#store/registry/open.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { printJudged, readWholeJournal } from './read-whole-journal.ts'

const [folder = '', retentionMs = ''] = process.argv.slice(2)
/** Years before anything that is judged here. */
const clock: Clock = { now: () => 1_000_000_000_000, monotonicMs: () => performance.now() }
Date.now = clock.now

const registry = openRegistry({ file: join(folder, 'registry.db'), clock })
const store = await startSqliteStore({ folder, kinds, timeZone: 'Pacific/Chatham', clock })
const judges = new Judges(kinds, { retentionMs: Number(retentionMs) })
const gauges = new Gauges({ directory: registry, kinds, newestCrossing: 0 })
const crossings: StoredCrossing[] = []

for await (const change of readWholeJournal(store)) {
  if (change.type !== 'reading') continue
  const { reading } = change
  const device = registry.find(reading.device)
  if (!device) throw new Error(`No device ${reading.device}`)
  const { flag, reasons } = judges.judge(device, reading, reading.received_ts)
  const judged = { ...change, reading: { ...reading, flag, reasons } }
  process.stdout.write(printJudged(judged))
  crossings.push(...(gauges.take(judged) ?? []))
  for (const question of gauges.listQuestions()) {
    crossings.push(...(gauges.answer(question, await recallValues(store, question)) ?? []))
  }
}
for (const crossing of crossings) process.stdout.write(`${JSON.stringify(crossing)}\n`)
await store.close()
registry.close()
