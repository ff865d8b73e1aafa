/** The load's own process: takes a plan from its parent, answers with a report. */
import type { GeneratorMessage, Plan } from './plan.ts'
import { Load } from './load.ts'

const send = (message: GeneratorMessage) => process.send?.(message)

// The listener stays, because it keeps the channel open until the report has left.
process.on('message', (plan: Plan) => void run(plan))

async function run(plan: Plan): Promise<void> {
  const load = new Load(plan)
  await load.connect()
  const report = await load.run((type) => send({ type }))
  load.close()
  const done: GeneratorMessage = { type: 'done', report }
  process.send?.(done, () => process.disconnect())
}
