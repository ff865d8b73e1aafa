/** Child of `restart.test.ts`: a gauge that crosses with every reading, until the process is killed. */
import { gauge, openHeart } from './open-heart.ts'

const [folder = '', firstText = '0'] = process.argv.slice(2)
const minute = 60_000
const start = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 10 * 86_400_000

const heart = await openHeart({ folder })
heart.ingest.onCrossings((crossings) => {
  for (const { crossing_seq } of crossings) process.stdout.write(`crossing ${crossing_seq}\n`)
})
process.stdout.write('ready\n')

/** Reading `index` is on the other side of every threshold than the one before. */
const send = (index: number) =>
  heart.send(gauge, {
    ts: start + index * minute,
    seq: index,
    level_m: index % 2 === 0 ? 1.25 : 1.54,
  })

// A few in flight at a time, as a gateway would have.
let next = Number(firstText)
async function sendForEver(): Promise<never> {
  for (;;) {
    const index = next++
    const result = await send(index)
    if (result.ok) process.stdout.write(`acked ${index}\n`)
  }
}
await Promise.all([sendForEver(), sendForEver(), sendForEver()])
