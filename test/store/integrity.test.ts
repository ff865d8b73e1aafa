import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkClock } from '#store/integrity/check-clock.ts'
import { checkDataFolder } from '#store/integrity/check-data-folder.ts'
import { DataDamageError } from '#store/integrity/data-damage-error.ts'
import { openRegistry } from '#store/registry/open.ts'
import { scanWal } from '#store/integrity/scan-wal.ts'
import { t0 } from '#test/contracts/make-readings.ts'
import { batchOf } from '#test/faults/killed-batches.ts'
import { dataOf, openTestRegistry } from './saved-city.ts'
import { makeFolder, startStore, tickingClock } from './temp-store.ts'

const batches = 12
const frameBytes = 4_096 + 24
const logHeaderBytes = 32

/** A data folder as a killed server leaves it: the newest commits are in the log only. */
let killed: string
beforeAll(async () => {
  killed = await makeFolder()
  const living = await makeFolder()
  mkdirSync(dataOf(living), { recursive: true })
  const registry = openTestRegistry(living)
  const store = await startStore(dataOf(living))
  for (let n = 0; n < batches; n++) await store.commit(batchOf(n))
  for (const name of ['readings.db', 'readings.db-wal', 'registry.db', 'registry.db-wal']) {
    copyFileSync(join(dataOf(living), name), join(killed, name))
  }
  await store.close()
  registry.close()
  await rm(living, { recursive: true })
})
afterAll(() => rm(killed, { recursive: true }))

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
  for (const name of readdirSync(killed)) copyFileSync(join(killed, name), join(folder, name))
})
afterEach(() => rm(folder, { recursive: true }))

const path = (name: string) => join(folder, name)
const log = () => path('readings.db-wal')
const check = (wholeUpToBytes = 1e9) => checkDataFolder({ path: folder, wholeUpToBytes })
const frameCount = () => (statSync(log()).size - logHeaderBytes) / frameBytes

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

function flipByte(file: string, at: number): void {
  overwrite(file, at, Buffer.from([readFileSync(file).readUInt8(at) ^ 0x10]))
}

/** A byte in the page of a frame. */
const inFrame = (index: number, offset = 24) => logHeaderBytes + index * frameBytes + offset

const refusalOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof DataDamageError ? error : String(error)
  }
}

describe('a data folder that was left by a kill', () => {
  it('is sound, and is not changed by the look at it', () => {
    const before = readFileSync(log())
    expect(check()).toEqual([])
    expect(readFileSync(log()).equals(before)).toBe(true)
    expect(scanWal(log())).toMatchObject({ validFrames: frameCount(), left: null })
  })

  it('tells nothing of an empty or a missing log', () => {
    expect(scanWal(path('nothing-wal'))).toBeUndefined()
    truncateSync(log(), 0)
    expect(scanWal(log())).toBeUndefined()
    expect(check()).toEqual([])
  })
})

describe('a damaged log', () => {
  it('is reported with frames, bytes and time, and kept aside', async () => {
    const at = Math.floor(frameCount() / 2)
    flipByte(log(), inFrame(at))
    const damaged = readFileSync(log())
    const [finding, ...others] = check()
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      level: 'error',
      facts: {
        file: 'readings.db',
        valid_frames: at,
        lost_frames: frameCount() - at,
        bytes: [inFrame(at, 0), statSync(log()).size],
      },
    })
    const facts = finding?.facts as { kept_as: string; lost_commits: number; lost_after: string }
    expect(readFileSync(path(facts.kept_as)).equals(damaged)).toBe(true)
    // What is said to be lost is what the store then lacks, no more and no less.
    const store = await startStore(folder)
    const journal = await store.readJournal(0, 1_000)
    await store.close()
    expect(facts.lost_commits).toBeGreaterThan(1)
    const newest = journal.at(-1)?.committed_ts ?? 0
    expect(facts.lost_after).toBe(new Date(newest).toISOString())
    expect(journal.length + facts.lost_commits).toBeGreaterThanOrEqual(batches)
    expect(journal.length).toBeLessThan(batches)
  })

  it('is found whichever bit of it is wrong', () => {
    const whole = readFileSync(log())
    const frames = frameCount()
    fc.assert(
      fc.property(fc.nat(frames - 1), fc.nat(frameBytes - 1), (frame, offset) => {
        // Bytes of the salts make a frame one of another round, which is no damage to see.
        fc.pre(offset < 8 || offset > 15)
        flipByte(log(), inFrame(frame, offset))
        const scan = scanWal(log())
        flipByte(log(), inFrame(frame, offset))
        expect(scan).toMatchObject({ validFrames: frame, left: { from: inFrame(frame, 0) } })
      }),
      { numRuns: 60 },
    )
    expect(readFileSync(log()).equals(whole)).toBe(true)
  })

  it('of a power cut in the last commit is told without alarm', () => {
    const last = frameCount() - 1
    flipByte(log(), inFrame(last))
    expect(check()).toMatchObject([{ level: 'warn', facts: { lost_frames: 1, lost_commits: 1 } }])
    truncateSync(log(), inFrame(last))
    expect(check()).toEqual([])
  })

  it('whose frames are of an earlier round is only old', () => {
    // The second half with other salts, as after a round that ended further ahead.
    for (let frame = Math.floor(frameCount() / 2); frame < frameCount(); frame++) {
      flipByte(log(), inFrame(frame, 9))
    }
    expect(check()).toEqual([])
  })
})

describe('a damaged main file', () => {
  it('stops the start with advice', () => {
    // Closed in order, so that all of it is in the main file.
    openRegistry({ file: path('registry.db'), clock: tickingClock() }).close()
    overwrite(path('registry.db'), 4_096, Buffer.alloc(200, 0xff))
    const refused = refusalOf(() => check())
    expect(refused).toMatchObject({ code: 'DATA_DAMAGED' })
    expect(String(refused)).toContain('npm run restore')
  })

  it('is no database at all', () => {
    rmSync(path('registry.db-wal'))
    overwrite(path('registry.db'), 0, Buffer.from('a text that somebody copied here'))
    expect(refusalOf(() => check())).toMatchObject({ code: 'DATA_DAMAGED' })
  })

  it('is not looked for in a file too large, which is said', () => {
    const findings = check(1)
    expect(findings.map(({ level, facts }) => [level, facts])).toEqual([
      ['info', expect.objectContaining({ file: 'registry.db' })],
      ['info', expect.objectContaining({ file: 'readings.db' })],
    ])
  })
})

describe('a half-written data folder', () => {
  const empty = (name: string) => writeFileSync(path(name), '')

  it.each([
    ['without its registry', ['registry.db', 'registry.db-wal'], 'registry.db with the devices'],
    ['with a log alone', ['readings.db'], 'but not readings.db'],
  ])('%s does not start as an empty city', (_what, gone, words) => {
    for (const name of gone) rmSync(path(name))
    const refused = refusalOf(() => check())
    expect(refused).toMatchObject({ code: 'DATA_HALF_WRITTEN' })
    expect(String(refused)).toContain(words)
  })

  it.each<[what: string, spoil: () => void, words: string]>([
    [
      'whose registry was cut to nothing',
      () => empty('registry.db'),
      'registry.db with the devices',
    ],
    ['whose files were all cut to nothing', () => emptyBoth(), 'registry.db with the devices'],
    ['that lost its readings', () => rmSync(path('readings.db')), 'a city that has run'],
    ['whose readings were cut to nothing', () => empty('readings.db'), 'a city that has run'],
  ])('%s does not start as an empty city', (_what, spoil, words) => {
    const registry = openRegistry({ file: path('registry.db'), clock: tickingClock() })
    registry.createOperatorToken()
    registry.close()
    rmSync(log())
    spoil()
    const refused = refusalOf(() => check())
    expect(refused).toMatchObject({ code: 'DATA_HALF_WRITTEN' })
    const [ja = '', en = ''] = String(refused).split('\n')
    expect(ja).toMatch(/データフォルダー .* が揃っていません.*npm run restore/)
    expect(en).toContain(words)
    expect(en).toContain('To begin as a new city on purpose')
  })

  function emptyBoth(): void {
    empty('registry.db')
    empty('readings.db')
  }

  it('with devices that never reported is a city that has not started yet', () => {
    rmSync(path('readings.db'))
    rmSync(log())
    expect(check()).toEqual([])
    // As where the first start was killed between making the file and writing to it.
    empty('readings.db')
    expect(check()).toEqual([])
  })
})

describe('a clock that was never set', () => {
  it('stops the start, a plausible one does not', () => {
    const at = (now: number) => () => checkClock({ now: () => now, monotonicMs: () => 0 })
    expect(at(1_000)).toThrow('1970-01-01')
    expect(at(t0)).not.toThrow()
  })
})
