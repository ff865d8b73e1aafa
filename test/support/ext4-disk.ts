import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync } from 'node:fs'

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'pipe' })

/** A real file system on a disk of its own, which is a file. */
export interface Ext4Disk {
  /** The file; what it holds at any moment is what a power cut would leave. */
  readonly image: string
  mount(): void
  /** Does nothing where it is not mounted. */
  unmount(): void
  /** As an administrator does it; refused while a file is open for writing. */
  remount(how: 'ro' | 'rw'): void
  /** What the kernel does after an error of the disk: read-only at once, whoever writes. */
  fail(): void
}

/** Creates a disk of so many MB beside `folder` and mounts it there; needs root and loop devices. */
export function createExt4Disk(folder: string, sizeMb: number, mountOptions: string): Ext4Disk {
  const image = `${folder}.ext4`
  mkdirSync(folder)
  const file = openSync(image, 'w')
  ftruncateSync(file, sizeMb * 1024 * 1024)
  closeSync(file)
  run('mkfs.ext4', '-q', '-F', image)
  let isMounted = false
  const disk: Ext4Disk = {
    image,
    mount() {
      run('mount', '-o', `loop,${mountOptions}`, image, folder)
      isMounted = true
    },
    unmount() {
      if (isMounted) run('umount', folder)
      isMounted = false
    },
    remount: (how) => void run('mount', '-o', `remount,${how}`, folder),
    // "Simulate the effects of calling ext4_abort()": ext4(5).
    fail: () => void run('mount', '-o', 'remount,abort', folder),
  }
  disk.mount()
  return disk
}
