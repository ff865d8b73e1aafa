/** The devices' own process: all of them connect and then say nothing. */
import { createRandom } from '#domain/kinds/seeded.ts'
import { raiseStorm } from '#test/faults/load/storm.ts'
import type { StormMessage, StormPlan } from './plan.ts'

const seed = 1

process.on('message', (plan: StormPlan) => void run(plan))

async function run(plan: StormPlan): Promise<void> {
  const { elapsedMs, retries } = await raiseStorm({ ...plan, random: createRandom(seed) })
  const message: StormMessage = { type: 'connected', elapsedMs, retries }
  process.send?.(message)
}
