import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkLog, type Finding } from '#store/integrity/check-log.ts'
import { scanWal } from '#store/integrity/scan-wal.ts'
import {
  batches,
  copyKilled,
  countCommits,
  flipBit,
  frameBytes,
  logHeaderBytes,
  makeKilledFolder,
  overwrite,
} from './killed-folder.ts'
import { makeFolder, startStore } from './temp-store.ts'

/** Left by a kill, by power cuts that kept less of the index, and in the second round of a log. */
const killed = { withIndex: '', withOlderIndex: '', withoutIndex: '', inSecondRound: '' }
type Left = keyof typeof killed
beforeAll(async () => {
  killed.withIndex = await makeKilledFolder({ index: 'current' })
  killed.withOlderIndex = await makeKilledFolder({ index: 'older' })
  killed.withoutIndex = await makeKilledFolder({ index: 'none' })
  killed.inSecondRound = await makeKilledFolder({ index: 'none', isSecondRound: true })
})
afterAll(() => Promise.all(Object.values(killed).map((one) => rm(one, { recursive: true }))))

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => rm(folder, { recursive: true }))

const file = () => join(folder, 'readings.db')
const log = () => `${file()}-wal`
const frameCount = () => (statSync(log()).size - logHeaderBytes) / frameBytes
/** A byte in the page of a frame. */
const inFrame = (index: number, offset = 24) => logHeaderBytes + index * frameBytes + offset
const factsOf = (finding: Finding | undefined) =>
  finding?.facts as {
    kept_as: string
    lost_commits: number
    lost_after: string
    lost_before: string
  }

/** Damages a fresh copy; what is said of it, and how many commits SQLite then reads. */
function meet(left: Left, damage: () => void) {
  copyKilled(killed[left], folder)
  damage()
  return { finding: checkLog(file()), read: countCommits(folder) }
}

/** Gone and not said is silent; said and not gone would teach everybody not to listen. */
function judge({ finding, read }: ReturnType<typeof meet>, { isAlarm }: { isAlarm: boolean }) {
  const level = finding?.level ?? 'silent'
  if (isAlarm) return level === 'error' ? 'true' : `a loss, but ${level}`
  if (read === batches) return level === 'error' ? 'an alarm without a loss' : 'true'
  return level === 'silent' ? 'a silent loss' : 'true'
}

const sectorBytes = 512
const blockBytes = 4_096
/** One sector, a page and half a track from the beginning, which take frames with the header. */
const emptied: [number, number][] = [
  [0, 1],
  [0, 8],
  [0, 64],
]

const everyLeft = ['withIndex', 'withoutIndex', 'inSecondRound'] as const

describe.each(everyLeft)('a log left %s', (left) => {
  it('is sound', () => {
    expect(meet(left, () => undefined)).toEqual({ finding: undefined, read: batches })
  })

  it('is reported whichever bit of its header is wrong', () => {
    fc.assert(
      fc.property(fc.nat(logHeaderBytes - 1), fc.nat(7), (at, bit) => {
        const { finding, read } = meet(left, () => flipBit(log(), at, bit))
        expect(read).toBeLessThan(batches)
        expect(finding).toMatchObject({
          level: 'error',
          facts: {
            evidence: 'the header of the log is damaged',
            lost_commits: batches - read,
          },
        })
      }),
      { numRuns: 24 },
    )
  })

  it('has no bit in its header that may turn unseen', () => {
    copyKilled(killed[left], folder)
    for (let bit = 0; bit < logHeaderBytes * 8; bit++) {
      flipBit(log(), Math.floor(bit / 8), bit % 8)
      expect(scanWal(file())).toMatchObject({ isHeaderDamaged: true, readFrames: 0 })
      flipBit(log(), Math.floor(bit / 8), bit % 8)
    }
    expect(scanWal(file())).toMatchObject({ isHeaderDamaged: false, left: null })
  })

  it('is reported whichever bit of a frame is wrong, where that loses a commit', () => {
    copyKilled(killed[left], folder)
    const bytes = statSync(log()).size
    const anywhere = fc.integer({ min: logHeaderBytes, max: bytes - 1 })
    const inHeaderOfFrame = fc
      .tuple(fc.nat(frameCount() - 1), fc.nat(23))
      .map(([frame, offset]) => inFrame(frame, offset))
    fc.assert(
      fc.property(fc.oneof(anywhere, inHeaderOfFrame), fc.nat(7), (at, bit) => {
        const met = meet(left, () => flipBit(log(), at, bit))
        // Without the index nobody can say whether the last commit was unfinished.
        const certain = left === 'withIndex' ? batches : batches - 1
        expect(judge(met, { isAlarm: met.read < certain })).toBe('true')
      }),
      // Without its salts the last frame looks like one of another round.
      { numRuns: 50, examples: [[inFrame(frameCount() - 1, 8), 0]] },
    )
  })

  it('is reported where sectors are empty, the first ones too', () => {
    copyKilled(killed[left], folder)
    const bytes = statSync(log()).size
    const sectors = Math.ceil(bytes / sectorBytes)
    fc.assert(
      fc.property(fc.nat(sectors - 1), fc.constantFrom(1, 8, 64), (sector, count) => {
        const at = sector * sectorBytes
        const length = Math.min(count * sectorBytes, bytes - at)
        const met = meet(left, () => overwrite(log(), at, Buffer.alloc(length)))
        // Nobody can count the commits that ended in what is empty now.
        expect(judge(met, { isAlarm: left === 'withIndex' && met.read < batches })).toBe('true')
      }),
      { numRuns: 25, examples: emptied },
    )
  })
})

describe.each(['withOlderIndex', 'withoutIndex'] as const)('a power cut left %s', (left) => {
  /** Where the last commit begins: behind the end of the one before. */
  function findLastCommit(): number {
    const bytes = readFileSync(log())
    let frame = frameCount() - 2
    while (bytes.readUInt32BE(inFrame(frame, 4)) === 0) frame -= 1
    return inFrame(frame + 1, 0)
  }

  it('asks about a commit of which any blocks are missing, and is no alarm', () => {
    copyKilled(killed[left], folder)
    const [from, { size }] = [findLastCommit(), statSync(log())]
    const firstBlock = Math.floor(from / blockBytes)
    const blocks = fc.uniqueArray(
      fc.integer({ min: firstBlock, max: Math.floor(size / blockBytes) }),
    )
    const forget = (block: number) => {
      const at = Math.max(from, block * blockBytes)
      const end = Math.min(size, (block + 1) * blockBytes)
      overwrite(log(), at, Buffer.alloc(Math.max(0, end - at)))
    }
    fc.assert(
      fc.property(blocks, (missing) => {
        const { finding, read } = meet(left, () => missing.forEach(forget))
        expect(read).toBe(missing.length === 0 ? batches : batches - 1)
        expect(finding?.level).toBe(missing.length === 0 ? undefined : 'warn')
      }),
      { numRuns: 25 },
    )
  })
})

describe('a log that was cut off', () => {
  it('is reported wherever that was, by the index that knows of more', () => {
    copyKilled(killed.withIndex, folder)
    const bytes = statSync(log()).size
    fc.assert(
      fc.property(fc.integer({ min: logHeaderBytes + 1, max: bytes - 1 }), (at) => {
        const met = meet('withIndex', () => truncateSync(log(), at))
        expect(judge(met, { isAlarm: true })).toBe('true')
      }),
      { numRuns: 25 },
    )
  })

  it('in its last commit is told without alarm where nothing says that it was whole', () => {
    const { finding } = meet('withoutIndex', () =>
      truncateSync(log(), inFrame(frameCount() - 1, 0)),
    )
    expect(finding).toMatchObject({ level: 'warn', facts: { lost_commits: 0 } })
    expect(readdirSync(folder)).toContain(factsOf(finding).kept_as)
  })
})

describe('a damaged log', () => {
  it('is reported with frames, bytes and time, and kept aside', async () => {
    copyKilled(killed.withoutIndex, folder)
    const at = Math.floor(frameCount() / 2)
    const readFrames = countReadUpTo(at)
    copyKilled(killed.withoutIndex, folder)
    flipBit(log(), inFrame(at), 4)
    const damaged = readFileSync(log())
    const finding = checkLog(file())
    expect(finding).toMatchObject({
      level: 'error',
      facts: {
        file: 'readings.db',
        valid_frames: at,
        lost_frames: frameCount() - readFrames,
        bytes: [inFrame(readFrames, 0), statSync(log()).size],
      },
    })
    const facts = factsOf(finding)
    expect(readFileSync(join(folder, facts.kept_as)).equals(damaged)).toBe(true)
    // What is said to be lost is what the store then lacks, no more and no less.
    const store = await startStore(folder)
    const journal = await store.readJournal(0, 1_000)
    await store.close()
    expect(facts.lost_commits).toBeGreaterThan(1)
    const newest = journal.at(-1)?.committed_ts ?? 0
    expect(facts.lost_after).toBe(new Date(newest).toISOString())
    expect(journal.length + facts.lost_commits).toBe(batches)
  })

  /** The same log, ending where the damage will be. */
  function countReadUpTo(frames: number): number {
    truncateSync(log(), inFrame(frames, 0))
    return scanWal(file())?.readFrames ?? 0
  }

  it('in its last commit asks whether the power failed, and is kept', () => {
    const { finding } = meet('withoutIndex', () => flipBit(log(), inFrame(frameCount() - 1), 4))
    expect(finding).toMatchObject({ level: 'warn', facts: { lost_commits: 1, evidence: null } })
    const [ja = '', en = ''] = finding?.message.split('。 ') ?? []
    expect(ja).toMatch(/停電や強制終了があった場合は.*失われたデータはありません.*おそれがあります/)
    expect(en).toMatch(/After a power cut .* nothing is lost\. .* may have been acknowledged/)
    const { size } = statSync(join(killed.withoutIndex, 'readings.db-wal'))
    expect(statSync(join(folder, factsOf(finding).kept_as)).size).toBe(size)
    // A server that is killed every minute leaves one copy and not a full disk.
    appendFileSync(log(), Buffer.alloc(10))
    checkLog(file())
    expect(readdirSync(folder).filter((name) => name.includes('-wal.'))).toEqual([
      'readings.db-wal.unfinished',
    ])
  })

  it('in its last commit is an alarm where the index knows that it was committed', () => {
    const { finding } = meet('withIndex', () => flipBit(log(), inFrame(frameCount() - 1), 4))
    expect(finding).toMatchObject({
      level: 'error',
      facts: { lost_commits: 1, evidence: 'the index of the log counts them as committed' },
    })
  })

  it('is said to be lost up to a moment that no write comes after', async () => {
    copyKilled(killed.withoutIndex, folder)
    flipBit(log(), 0, 0)
    for (let n = 0; n < 50; n++) {
      // Where nobody looked at a file since, it is stamped by a clock that goes in steps.
      appendFileSync(log(), Buffer.alloc(1))
      await sleep(2)
      const writtenTs = Date.now()
      appendFileSync(log(), Buffer.alloc(1))
      expect(Date.parse(factsOf(checkLog(file())).lost_before)).toBeGreaterThanOrEqual(writtenTs)
    }
  })

  it('is reported all the same where it cannot be kept aside', () => {
    const { finding } = meet('withoutIndex', () => {
      flipBit(log(), inFrame(0), 4)
      mkdirSync(`${log()}.damaged-${statSync(log()).mtimeMs.toFixed(0)}`)
    })
    expect(finding).toMatchObject({ level: 'error', facts: { kept_as: null } })
  })
})
