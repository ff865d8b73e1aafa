import { statSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import type { Random } from '#domain/kinds/simulation.ts'
import { frameBytes, logHeaderBytes } from '#test/store/killed-folder.ts'

const sectorBytes = 512
/** Those of the last two commits or so. */
const lastFrames = 24

interface Damage {
  name: string
  /** What is left of the frames of the present round, with the header before them. */
  spoil(log: Buffer, random: Random): Buffer
}

const pick = (random: Random, from: number, to: number) => from + Math.floor(random() * (to - from))

function turnBit(log: Buffer, random: Random, [from, to]: [number, number]): Buffer {
  const at = pick(random, from, to)
  log[at] = (log[at] ?? 0) ^ (1 << pick(random, 0, 8))
  return log
}

/** As a disk, a controller or a memory that ages does it. */
export const damages: readonly Damage[] = [
  {
    name: 'a bit of the header',
    spoil: (log, random) => turnBit(log, random, [0, logHeaderBytes]),
  },
  {
    name: 'a bit of a frame',
    spoil: (log, random) => turnBit(log, random, [logHeaderBytes, log.length]),
  },
  {
    name: 'a bit of the last frames',
    spoil: (log, random) =>
      turnBit(log, random, [
        Math.max(logHeaderBytes, log.length - lastFrames * frameBytes),
        log.length,
      ]),
  },
  {
    name: 'a lost sector',
    spoil(log, random) {
      const sectors = Math.floor(log.length / sectorBytes)
      let at = 0
      // Much of a page is empty anyway.
      do at = pick(random, 0, sectors) * sectorBytes
      while (log.subarray(at, at + sectorBytes).every((byte) => byte === 0))
      return log.fill(0, at, at + sectorBytes)
    },
  },
  {
    name: 'a lost end',
    spoil: (log, random) => log.subarray(0, pick(random, logHeaderBytes + 1, log.length)),
  },
]

/** Where the frames end that share the salts of the header; behind them lie those of older rounds. */
function findEnd(log: Buffer): number {
  const salts = log.subarray(16, 24)
  let at = logHeaderBytes
  while (log.subarray(at + 8, at + 16).equals(salts)) at += frameBytes
  return Math.min(at, log.length)
}

/** Damages what is read of a log, and leaves its times alone, which ageing does not touch. */
export function damageLog(path: string, { spoil }: Damage, random: Random): void {
  const { atime, mtime } = statSync(path)
  const log = readFileSync(path)
  const end = findEnd(log)
  const left = spoil(log.subarray(0, end), random)
  const isCut = left.length < end
  writeFileSync(path, isCut ? left : Buffer.concat([left, log.subarray(end)]))
  utimesSync(path, atime, mtime)
}
