import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { openForWriting } from '#store/sqlite/connection.ts'

// Magic number of tmpfs (statfs(2)): a sync to memory would measure nothing.
const tmpfsMagic = 0x01021994
/** Names of the others that a city's data may lie on (statfs(2)). */
const fileSystems: Readonly<Record<number, string>> = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x794c7630: 'overlayfs',
  0x2fc12fc1: 'zfs',
}

function fileSystemOf(folder: string): string {
  const { type } = statfsSync(folder)
  return fileSystems[type] ?? `0x${type.toString(16)}`
}

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

// https://sqlite.org/pragma.html#pragma_synchronous
const synchronousNames = ['OFF', 'NORMAL', 'FULL', 'EXTRA']

/** Asked of a connection as the writer of the store opens it, not copied from its source. */
function durabilityOf(folder: string): string {
  const file = join(folder, 'durability.db')
  const db = openForWriting(file)
  const mode = String(db.prepare('PRAGMA journal_mode').get()?.['journal_mode'])
  const level = Number(db.prepare('PRAGMA synchronous').get()?.['synchronous'])
  db.close()
  rmSync(file)
  return `SQLite journal_mode=${mode}, synchronous=${synchronousNames[level]}: a batch is acknowledged after its fsync`
}

/** Null where it is not installed: then no scenario has it beside the city. */
function mosquittoVersion(): string | null {
  const { stdout } = spawnSync('mosquitto', ['-h'], { encoding: 'utf8' })
  return /version (\S+)/.exec(stdout ?? '')?.[1] ?? null
}

export type Environment = ReturnType<typeof describeEnvironment>

/** What the figures were measured on. */
export function describeEnvironment(folder: string) {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    file_system: fileSystemOf(folder),
    node: process.versions.node,
    sqlite: process.versions['sqlite'] ?? 'unknown',
    aedes: versionOf('aedes'),
    socket_io: versionOf('socket.io'),
    mosquitto: mosquittoVersion(),
    durability: durabilityOf(folder),
    revision: revision(),
  }
}
