import { execFileSync } from 'node:child_process'
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from '../runner/scenario.ts'

/** A disk in memory that ends where it is told to. */
export function mountSmallDisk({ folder: parent, onEnd }: Setting, size: string): string {
  const folder = join(parent, 'disk')
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'machimori-faults', folder])
  onEnd(() => void execFileSync('umount', [folder]))
  return folder
}

/** Takes all the space that is left, but for `spareBytes`. */
export function fill(path: string, spareBytes = 0): void {
  const file = openSync(path, 'w')
  // Down to a single byte: a page that is left would let a small commit through.
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  if (spareBytes > 0) ftruncateSync(file, fstatSync(file).size - spareBytes)
  closeSync(file)
}
