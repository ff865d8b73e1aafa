/** The thread that answers reads, one at a time, over a connection that cannot write. */
import { workerData } from 'node:worker_threads'
import { createCityZone } from '#domain/city/zone.ts'
import { openForReading } from '../connection.ts'
import type { QueryRequest, QuerySetup } from './messages.ts'
import { foldReadings } from '../queries/fold-readings.ts'
import { countRows } from '../queries/count-rows.ts'
import { loadUpgraded } from '../queries/load-upgraded.ts'
import { listRevisions, listVerdicts } from '../queries/history.ts'
import { listFacts } from '../queries/list-facts.ts'
import { listReadings } from '../queries/list-readings.ts'
import { loadProjection } from '../queries/load-projection.ts'
import { readJournal } from '../queries/read-journal.ts'
import type { QueryScope } from '../queries/scope.ts'
import { serveThread } from './serve-thread.ts'

const queries = {
  readJournal,
  loadProjection,
  listReadings,
  foldReadings,
  listRevisions,
  listVerdicts,
  loadUpgraded,
  listFacts,
  countRows,
}

let scope: QueryScope | undefined

serveThread(start, (request) => {
  const { name, args } = request as QueryRequest
  if (!scope) throw new Error('the store did not start')
  const { db } = scope
  if (name === 'close') return { value: db.close() }
  const query = queries[name as keyof typeof queries] as (
    scope: QueryScope,
    args: readonly unknown[],
  ) => unknown
  // One snapshot for the whole answer, whatever is committed meanwhile.
  db.exec('BEGIN')
  try {
    // As a text: for thousands of small objects JSON costs both threads less than half of what a
    // structured clone does (measured: 14 against 35 ms for a week of 5-minute buckets).
    return { value: JSON.stringify(query(scope, args)) }
  } finally {
    db.exec('COMMIT')
  }
})

function start(): void {
  const { file, tables, facts, timeZone } = workerData as QuerySetup
  const db = openForReading(file)
  const findDevice = db.prepare('SELECT no FROM device WHERE id = ?')
  scope = {
    db,
    tables: new Map(tables.map((table) => [table.id, table])),
    facts,
    zone: createCityZone(timeZone),
    findDevice(id) {
      const row = findDevice.get(id)
      return row && Number(row['no'])
    },
  }
}
