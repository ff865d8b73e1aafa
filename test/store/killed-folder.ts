import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { batchOf } from '#test/faults/killed-batches.ts'
import { dataOf, openTestRegistry } from './saved-city.ts'
import { makeFolder, startStore } from './temp-store.ts'

export const batches = 9
export const frameBytes = 4_096 + 24
export const logHeaderBytes = 32
const indexName = 'readings.db-shm'
const names = ['readings.db', 'readings.db-wal', 'registry.db', 'registry.db-wal']

/**
 * A data folder as a killed server leaves it: the newest commits are in the log only. With
 * `isSecondRound` the log was read and begun anew half way, so that older frames lie behind.
 */
export async function makeKilledFolder(options: {
  /** A kill leaves it as it is, a power cut none or one that does not know of the last commit. */
  index: 'current' | 'older' | 'none'
  isSecondRound?: boolean
}): Promise<string> {
  const [killed, living] = [await makeFolder(), await makeFolder()]
  const data = dataOf(living)
  mkdirSync(data, { recursive: true })
  const registry = openTestRegistry(living)
  const store = await startStore(data)
  const endOfRound = options.isSecondRound ? (batches * 2) / 3 : 0
  for (let n = 0; n < batches; n++) {
    if (n > 0 && n === endOfRound) readLogInto(join(data, 'readings.db'))
    if (options.index === 'older') copyAll(data, killed, [indexName])
    await store.commit(batchOf(n))
  }
  copyAll(data, killed, options.index === 'current' ? [...names, indexName] : names)
  await store.close()
  registry.close()
  await rm(living, { recursive: true })
  return killed
}

function readLogInto(file: string): void {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA wal_checkpoint(RESTART)')
  db.close()
}

function copyAll(from: string, to: string, files: readonly string[]): void {
  for (const name of files) copyFileSync(join(from, name), join(to, name))
}

/** A copy to damage; into the same place again and again. */
export function copyKilled(killed: string, to: string): void {
  const all = [...names, indexName]
  copyAll(
    killed,
    to,
    all.filter((name) => existsSync(join(killed, name))),
  )
}

export function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

export function flipBit(file: string, at: number, bit: number): void {
  overwrite(file, at, Buffer.from([readFileSync(file).readUInt8(at) ^ (1 << bit)]))
}

/** Commits that SQLite reads. */
export function countCommits(folder: string): number {
  const db = new DatabaseSync(join(folder, 'readings.db'))
  const row = db.prepare('SELECT count(*) AS n FROM journal').get()
  db.close()
  return Number(row?.['n'])
}
