/** Fills a store while somebody reads it, so that nothing can leave the log, and is killed. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fillStore } from '#test/bench/scenarios/fill-store.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'

const [folder = '', hours = '', ...devices] = process.argv.slice(2)
await (
  await startSqliteStore({ folder, kinds, timeZone: 'Asia/Tokyo', clock: systemClock })
).close()
const reader = new DatabaseSync(join(folder, 'readings.db'))
reader.exec('BEGIN; SELECT count(*) FROM device')
const filling = { hours: Number(hours), hoursOfFirst: Number(hours), toTs: systemClock.now() }
console.log(await fillStore({ folder, devices, ...filling }))
process.kill(process.pid, 'SIGKILL')
