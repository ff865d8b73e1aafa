import { createRandom } from '#domain/kinds/seeded.ts'
import type { Random } from '#domain/kinds/simulation.ts'
import { createInvariants } from './invariants.ts'
import { type ModelCity, modelGauges, startModelCity } from './model-city.ts'
import { createModelDevice, type ModelDevice } from './model-device.ts'
import type { Defect } from './model-store.ts'

export interface Simulated {
  steps: number
  crashes: number
  failures: number
  acknowledged: number
  crossings: number
}

const stepsMax = 120
/** Longer than the pause between two rounds of pruning. */
const passMaxMs = 70_000
const jumpMaxMs = 86_400_000
const restRoundsMax = 500
/** So often nothing may be under way in a row before it counts as quiet. */
const quietRounds = 10
/** The longest that a probe of a failed store may wait, ms. */
const probePauseMs = 10_000

/** What may happen next, with its share. */
const actions = [
  { name: 'send', share: 0.5 },
  { name: 'finish', share: 0.22 },
  { name: 'pass', share: 0.12 },
  { name: 'comeBack', share: 0.06 },
  { name: 'fail', share: 0.04 },
  { name: 'crash', share: 0.04 },
  { name: 'jump', share: 0.02 },
] as const
type Action = (typeof actions)[number]['name']

function pickAction(random: Random): Action {
  let rest = random()
  return actions.find(({ share }) => (rest -= share) < 0)?.name ?? 'pass'
}

interface World {
  city: ModelCity
  devices: readonly ModelDevice[]
  random: Random
}

const pick = <T>(items: readonly T[], random: Random): T | undefined =>
  items[Math.floor(random() * items.length)]

/** What each action does. */
const does: Readonly<Record<Action, (world: World) => Promise<void> | void>> = {
  send: ({ devices, random }) => pick(devices, random)?.send(),
  finish: ({ city }) => city.life.store.finish(),
  fail: ({ city }) => city.life.store.fail(),
  pass: ({ city, random }) => city.pass(Math.ceil(random() ** 3 * passMaxMs)),
  comeBack: ({ devices, random }) => pick(devices, random)?.comeBack(),
  jump: ({ city, random }) => city.jump(Math.round((random() - 0.5) * 2 * jumpMaxMs)),
  async crash({ city, devices }) {
    await city.crash()
    for (const device of devices) device.comeBack()
  },
}

/** Everybody was answered, and what a failing disk cut off had its next try. */
function isAtRest({ city, devices }: World): boolean {
  return city.life.ingest.stats().store.ok && devices.every((device) => device.waiting() === 0)
}

/** The disk works, devices come back until everything is acknowledged and all cursors stand. */
async function comeToRest(world: World): Promise<void> {
  const { city, devices } = world
  for (let round = 0; round < restRoundsMax; round++) {
    await city.settle()
    if (city.life.store.underWay() > 0) city.life.store.finish()
    else if (isAtRest(world)) break
    else {
      await city.pass(probePauseMs)
      for (const device of devices.filter((each) => each.waiting() > 0)) device.comeBack()
    }
  }
  if (!isAtRest(world)) throw new Error('it never came to rest')
  // A crossing follows its reading in a commit of its own, which may need more turns than a busy
  // machine leaves in one go. No time passes meanwhile: what hangs on a timer stays undone, and tells.
  for (let round = 0; round < quietRounds; round++) {
    while (city.life.store.underWay() > 0) {
      city.life.store.finish()
      await city.settle()
    }
    await city.settle()
  }
}

function throwIfAny(problems: Iterable<string>, seed: number, step: number): void {
  for (const problem of problems) throw new Error(`seed ${seed}, step ${step}: ${problem}`)
}

/**
 * One city from a seed: readings, commits, failures, crashes, jumps of the wall clock, in any
 * order, with everything that must hold checked after each step. Throws with the seed where
 * something does not; the same seed does the same again.
 */
export async function simulate(seed: number, defect: Defect = 'none'): Promise<Simulated> {
  const random = createRandom(seed)
  const city = await startModelCity({ random, defect })
  const counts = { crash: 0, fail: 0 }
  try {
    let outOfOrder = 0
    const onOutOfOrder = () => void (outOfOrder += 1)
    const devices = modelGauges.map((gauge) =>
      createModelDevice(gauge, { city, random, onOutOfOrder }),
    )
    const world = { city, devices, random }
    const invariants = createInvariants(city, devices)
    for (let step = 0; step < stepsMax; step++) {
      const action = pickAction(random)
      if (action === 'crash' || action === 'fail') counts[action] += 1
      await does[action](world)
      await city.settle()
      throwIfAny(invariants.broken(), seed, step)
      // [MQTT-4.6.0-2]
      if (outOfOrder > 0) throw new Error(`seed ${seed}, step ${step}: an answer overtook another`)
    }
    await comeToRest(world)
    throwIfAny(invariants.broken(), seed, stepsMax)
    throwIfAny(invariants.brokenAtRest(), seed, stepsMax)
    return {
      steps: stepsMax,
      crashes: counts.crash,
      failures: counts.fail,
      acknowledged: devices.reduce((sum, { acked }) => sum + acked.length, 0),
      crossings: city.disk.crossings.length,
    }
  } finally {
    city.end()
  }
}
