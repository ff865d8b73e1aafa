import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkClock } from '#store/integrity/check-clock.ts'
import { checkDataFolder } from '#store/integrity/check-data-folder.ts'
import { DataDamageError } from '#store/integrity/data-damage-error.ts'
import { openRegistry } from '#store/registry/open.ts'
import { scanWal } from '#store/integrity/scan-wal.ts'
import { t0 } from '#test/contracts/make-readings.ts'
import {
  copyKilled,
  frameBytes,
  logHeaderBytes,
  makeKilledFolder,
  overwrite,
} from './killed-folder.ts'
import { makeFolder, tickingClock } from './temp-store.ts'

let killed: string
beforeAll(async () => {
  killed = await makeKilledFolder({ index: 'none' })
})
afterAll(() => rm(killed, { recursive: true }))

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
  copyKilled(killed, folder)
})
afterEach(() => rm(folder, { recursive: true }))

const path = (name: string) => join(folder, name)
const log = () => path('readings.db-wal')
const check = (wholeUpToBytes = 1e9) => checkDataFolder({ path: folder, wholeUpToBytes })
const frameCount = () => (statSync(log()).size - logHeaderBytes) / frameBytes

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
    expect(scanWal(path('readings.db'))).toMatchObject({ validFrames: frameCount(), left: null })
  })

  it('tells nothing of an empty or a missing log', () => {
    expect(scanWal(path('nothing'))).toBeUndefined()
    for (const bytes of [logHeaderBytes, logHeaderBytes - 1, 0]) {
      truncateSync(log(), bytes)
      expect(scanWal(path('readings.db'))).toBeUndefined()
      expect(check()).toEqual([])
    }
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
