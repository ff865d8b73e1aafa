import { execFileSync } from 'node:child_process'
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from '../runner/scenario.ts'

/** What an fsync does: its work, nothing, its work after two seconds, or fail with EIO. */
export const syncOrders = { pass: 0, skip: 1, stall: 2, fail: 3 } as const
export type SyncOrder = keyof typeof syncOrders

/** How long a stalled fsync takes, ms; `shim.c` knows the same number. */
export const stallMs = 2_000

/** Lies to a process about its disk and its wall clock, from now to now. */
export interface Shim {
  /** For the process that is lied to. */
  readonly env: Readonly<Record<string, string>>
  sync(order: SyncOrder): void
  /** The wall clock is off by whole seconds; the monotonic clock never is. */
  wallOffsetMs(offsetMs: number): void
}

const source = new URL('./shim.c', import.meta.url).pathname
const numberBytes = 8

/** Compiles the shim for files in `concerned`; nothing is false until it is told to be. */
export function createShim({ folder, onEnd }: Setting, concerned: string): Shim {
  const library = join(folder, 'shim.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-Wall', '-o', library, source, '-ldl'])
  const ordersFile = join(folder, 'orders')
  writeFileSync(ordersFile, Buffer.alloc(2 * numberBytes))
  const file = openSync(ordersFile, 'r+')
  onEnd(() => closeSync(file))
  const write = (value: number, at: number) => {
    const bytes = Buffer.alloc(numberBytes)
    bytes.writeBigInt64LE(BigInt(value))
    writeSync(file, bytes, 0, numberBytes, at)
  }
  return {
    env: { LD_PRELOAD: library, FAULT_ORDERS: ordersFile, FAULT_FOLDER: concerned },
    sync: (order) => write(syncOrders[order], 0),
    wallOffsetMs: (offsetMs) => write(offsetMs, numberBytes),
  }
}
