/** Opens the store of a folder, and is killed after each step of its upgrade until none is left. */
import { join } from 'node:path'
import { facts } from '#domain/facts/index.ts'
import { kinds } from '#domain/kinds/index.ts'
import { createFactPlan } from '#store/sqlite/tables/fact-plan.ts'
import { createKindPlan } from '#store/sqlite/tables/kind-plan.ts'
import { openWriterSession } from '#store/sqlite/write/writer-session.ts'

const [folder = ''] = process.argv.slice(2)
let isFirst = true
const session = openWriterSession(
  {
    file: join(folder, 'readings.db'),
    plans: kinds.map(createKindPlan),
    facts: facts.map(createFactPlan),
  },
  ({ keys, total }) => {
    if (!isFirst && keys < total) process.kill(process.pid, 'SIGKILL')
    isFirst = false
  },
)
session.close()
