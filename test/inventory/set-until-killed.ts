/** Child of `killed.test.ts`: sets a gauge's threshold above its water and below it, until it is killed. */
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { openInventory } from '#inventory/open.ts'
import { gauge, openHeart } from '#test/heart/open-heart.ts'
import { bySato, thresholdsOf, timeZone } from './people-and-gauge.ts'

const [folder = ''] = process.argv.slice(2)
const heart = await openHeart({ folder })
const inventory = openInventory({ registry: heart.registry, clock: systemClock, kinds, timeZone })
await heart.send(gauge, { ts: Date.now(), level_m: 1.25 })
for (let count = 0; ; count += 1) {
  const caution = count % 2 === 0 ? 1 : 2
  const done = inventory.setThresholds(gauge.id, thresholdsOf({ caution }), bySato())
  if (isRefusal(done)) throw new Error(done.detail)
  if (done.change !== null) process.stdout.write(`${done.change} ${caution}\n`)
  // What follows from it is committed meanwhile.
  await new Promise((next) => setImmediate(next))
}
