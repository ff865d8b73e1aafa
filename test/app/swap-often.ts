/** Puts folder after folder in the place of one, as a process does beside others. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { swapFolder } from '#app/swap-folder.ts'

const { root, name, times } = workerData as { root: string; name: string; times: number }

for (let n = 0; n < times; n++) {
  const draft = join(root, `${name}-${n}`)
  mkdirSync(draft)
  for (const file of ['a', 'b']) writeFileSync(join(draft, file), `${name} ${n}`)
  swapFolder({ draft, target: join(root, 'target'), isGood: () => false })
}
