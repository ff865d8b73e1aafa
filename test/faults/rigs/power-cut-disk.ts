import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from '../runner/scenario.ts'

/** Room for a few minutes of readings, small enough to copy in a moment. */
const diskBytes = 256 * 1024 * 1024
/**
 * The file system writes its own journal so seldom that only an fsync brings data to the disk:
 * nothing survives a cut by luck.
 */
const mountOptions = 'loop,commit=300'

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'pipe' })

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
  const image = `${folder}.ext4`
  const photo = `${folder}.photo.ext4`
  mkdirSync(folder)
  const file = openSync(image, 'w')
  ftruncateSync(file, diskBytes)
  closeSync(file)
  run('mkfs.ext4', '-q', '-F', image)
  let isMounted = false
  const mount = () => {
    run('mount', '-o', mountOptions, image, folder)
    isMounted = true
  }
  const unmount = () => {
    if (isMounted) run('umount', folder)
    isMounted = false
  }
  mount()
  onEnd(() => {
    unmount()
    for (const path of [image, photo]) rmSync(path, { force: true })
  })
  return {
    folder,
    photograph: () => run('cp', '--sparse=always', image, photo),
    cut() {
      unmount()
      run('mv', photo, image)
      mount()
    },
  }
}
