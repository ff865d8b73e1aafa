import { execFileSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createExt4Disk } from '#test/support/ext4-disk.ts'
import type { Setting } from '../runner/scenario.ts'

/** Room for a few minutes of readings, small enough to copy in a moment. */
const diskMb = 256
/**
 * The file system writes its own journal so seldom that only an fsync brings data to the disk:
 * nothing survives a cut by luck.
 */
const mountOptions = 'commit=300'

/** A disk of its own, as a file: what it holds at any moment is what a power cut would leave. */
export interface PowerCutDisk {
  /** Where it is mounted. */
  readonly folder: string
  /**
   * Keeps what is on the disk at this moment. The processes that use it must stand still, so that
   * the copy is of one moment.
   */
  photograph(): void
  /** The disk becomes what the last photograph shows. The processes must have ended. */
  cut(): void
}

/** Creates an ext4 disk in a file of the folder and mounts it; it is unmounted at the end. */
export function createPowerCutDisk({ folder: parent, onEnd }: Setting, name: string): PowerCutDisk {
  const folder = join(parent, name)
  const photo = `${folder}.photo.ext4`
  const disk = createExt4Disk(folder, diskMb, mountOptions)
  onEnd(() => {
    disk.unmount()
    for (const path of [disk.image, photo]) rmSync(path, { force: true })
  })
  return {
    folder,
    photograph: () => void execFileSync('cp', ['--sparse=always', disk.image, photo]),
    cut() {
      disk.unmount()
      renameSync(photo, disk.image)
      disk.mount()
    },
  }
}
