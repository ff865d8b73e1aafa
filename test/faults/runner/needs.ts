import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Need } from './scenario.ts'

const isRoot = () => process.getuid?.() === 0
const runs = (program: string, ...args: string[]) => spawnSync(program, args).status === 0

const isThere: Readonly<Record<Need, () => boolean>> = {
  root: isRoot,
  'loop devices': () =>
    isRoot() && existsSync('/dev/loop-control') && runs('losetup', '-f') && runs('mkfs.ext4', '-V'),
  // A container may be root and still not be allowed to mount.
  tmpfs: () => isRoot() && runs('unshare', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'),
  'C compiler': () => runs('cc', '--version'),
  influxd: () => runs('which', 'influxd'),
}

/** Those of the needs that this machine does not meet. */
export function listMissing(needs: readonly Need[] = []): Need[] {
  return needs.filter((need) => !isThere[need]())
}
