/**
 * Runs under a limit of file sizes (`ulimit -S -f`). Commits until the disk refuses, asks for the
 * readings meanwhile, lifts the limit of its own process, goes on, and prints what happened.
 */
import { execFileSync } from 'node:child_process'
import { StoreError } from '#store/store.ts'
import { always, checkpoint, page } from '#test/contracts/make-readings.ts'
import { startStore } from '#test/store/temp-store.ts'
import { batchOf, deviceIds } from './killed-batches.ts'

const batchesMax = 10_000
const store = await startStore(process.argv[2] ?? '')
let next = 0

async function commitUntilRefused(): Promise<unknown> {
  for (; next < batchesMax; next++) {
    try {
      await store.commit(batchOf(next))
    } catch (error) {
      return error
    }
  }
  return undefined
}

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )
const isRecoverable = (error: unknown) => error instanceof StoreError && error.recoverable

const refused = await commitUntilRefused()
const beforeRepair = next
const probe = await errorOf(store.commit([]))
const readsGoOn = (await store.listReadings('flood', deviceIds[0] ?? '', always, page)).items.length

execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited'])
const repaired = await errorOf(store.commit([]))
// The batch that was refused, as a device would send it again.
const again = await store.commit(batchOf(beforeRepair))
await store.commit([checkpoint('levels', beforeRepair)])
const batches = await store.readJournal(0, batchesMax)
console.log(
  JSON.stringify({
    refused: isRecoverable(refused),
    probe: isRecoverable(probe),
    readsGoOn: readsGoOn > 0,
    repaired: repaired === undefined,
    again: [...new Set(again.outcomes)],
    committed: beforeRepair,
    journalled: batches.length,
    crossings: (await store.counts()).facts['crossing'],
  }),
)
await store.close()
