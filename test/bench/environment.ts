import { execFileSync } from 'node:child_process'
import { readFileSync, statfsSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'

// Magic number of tmpfs (statfs(2)): a sync to memory would measure nothing.
const tmpfsMagic = 0x01021994

/** Throws where a sync would not reach a disk. */
export function requireRealDisk(folder: string): void {
  if (statfsSync(folder).type === tmpfsMagic) {
    throw new Error(`${folder} lies in memory (tmpfs): choose a folder on a disk`)
  }
}

const versionOf = (name: string): string => {
  const path = new URL(`../../node_modules/${name}/package.json`, import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

function revision(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

/** What the figures were measured on. */
export function describeEnvironment(folder: string) {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    file_system_type: `0x${statfsSync(folder).type.toString(16)}`,
    node: process.versions.node,
    sqlite: process.versions['sqlite'] ?? 'unknown',
    aedes: versionOf('aedes'),
    socket_io: versionOf('socket.io'),
    durability: 'SQLite WAL, synchronous=FULL: one fsync before the acknowledgements of a batch',
    revision: revision(),
  }
}
