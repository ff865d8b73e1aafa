import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from '../runner/scenario.ts'

/**
 * What an fsync does: its work, nothing, its work after two seconds, or fail with EIO: always, or
 * once for the log. `loseOnce` is that one failure as a program sees it that asks again until the
 * kernel says yes: the pages are lost all the same.
 */
export const syncOrders = { pass: 0, skip: 1, stall: 2, fail: 3, failOnce: 4, loseOnce: 5 } as const
export type SyncOrder = keyof typeof syncOrders

/** How long a stalled fsync takes, ms; `shim.c` knows the same number. */
export const stallMs = 2_000

/** Lies to a process about its disk, its wall clock and its sockets, from now to now. */
export interface Shim {
  /** For the process that is lied to. */
  readonly env: Readonly<Record<string, string>>
  sync(order: SyncOrder): void
  /** Whether the one fsync of `failOnce` or `loseOnce` has been asked for. */
  hasFailedOnce(): boolean
  /** How often a log was synced over a handle on which an fsync had failed before. */
  askedAgain(): number
  /** The wall clock is off by whole seconds; the monotonic clock never is. */
  wallOffsetMs(offsetMs: number): void
  /** What the kernel keeps of what nobody reads, for connections from now on. */
  socketBytes(bytes: number): void
}

const sources = ['./shim.c', './synced.c'].map((name) => new URL(name, import.meta.url).pathname)
const numberBytes = 8
/** Where the numbers are that both sides know. */
const at = {
  sync: 0,
  wallOffset: numberBytes,
  askedAgain: 2 * numberBytes,
  socketBytes: 3 * numberBytes,
}
const ordersBytes = 4 * numberBytes

/** Compiles the shim for files in `concerned`; nothing is false until it is told to be. */
export function createShim({ folder, onEnd }: Setting, concerned: string): Shim {
  const library = join(folder, 'shim.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-Wall', '-o', library, ...sources, '-ldl'])
  const ordersFile = join(folder, 'orders')
  writeFileSync(ordersFile, Buffer.alloc(ordersBytes))
  const file = openSync(ordersFile, 'r+')
  onEnd(() => closeSync(file))
  const write = (value: number, position: number) => {
    const bytes = Buffer.alloc(numberBytes)
    bytes.writeBigInt64LE(BigInt(value))
    writeSync(file, bytes, 0, numberBytes, position)
  }
  const read = (position: number) => {
    const bytes = Buffer.alloc(numberBytes)
    readSync(file, bytes, 0, numberBytes, position)
    return Number(bytes.readBigInt64LE())
  }
  return {
    env: { LD_PRELOAD: library, FAULT_ORDERS: ordersFile, FAULT_FOLDER: concerned },
    sync: (order) => write(syncOrders[order], at.sync),
    hasFailedOnce: () => read(at.sync) === syncOrders.pass,
    askedAgain: () => read(at.askedAgain),
    wallOffsetMs: (offsetMs) => write(offsetMs, at.wallOffset),
    socketBytes: (bytes) => write(bytes, at.socketBytes),
  }
}
