import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync } from 'node:fs'

const diskBytes = 64 * 1024 * 1024

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'pipe' })

/** A real file system on a disk of its own, which is a file. */
export interface Ext4Disk {
  mount(): void
  unmount(): void
  /** As an administrator does it; refused while a file is open for writing. */
  remount(how: 'ro' | 'rw'): void
  /** What the kernel does after an error of the disk: read-only at once, whoever writes. */
  fail(): void
}

/** Creates it and mounts it at `folder`. */
export function createExt4Disk(folder: string): Ext4Disk {
  const image = `${folder}.ext4`
  mkdirSync(folder)
  const file = openSync(image, 'w')
  ftruncateSync(file, diskBytes)
  closeSync(file)
  run('mkfs.ext4', '-q', '-F', image)
  const disk: Ext4Disk = {
    mount: () => void run('mount', '-o', 'loop,errors=remount-ro', image, folder),
    unmount: () => void run('umount', folder),
    remount: (how) => void run('mount', '-o', `remount,${how}`, folder),
    // "Simulate the effects of calling ext4_abort()": ext4(5).
    fail: () => void run('mount', '-o', 'remount,abort', folder),
  }
  disk.mount()
  return disk
}
