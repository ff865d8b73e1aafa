import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isOutOfSpace } from '#store/disk-error.ts'
import { copyDatabase } from '#store/backup/copy-database.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { batchOf } from '#test/faults/killed-batches.ts'
import { listMissing } from '#test/faults/runner/needs.ts'
import { dataOf, fillCity, refusalOf, take, takeOne } from '#test/store/saved-city.ts'
import { makeFolder, tickingClock } from '#test/store/temp-store.ts'

const megabyte = 1024 * 1024
/** Mounting takes root, and more than a container's root often may. CI has to show it. */
const canMount = process.env['CI'] === 'true' || listMissing(['tmpfs']).length === 0

let root: string
let disk: string
beforeEach(async () => {
  root = await makeFolder()
  disk = join(root, 'disk')
  mkdirSync(disk)
})
afterEach(() => rm(root, { recursive: true }))

async function onDisk(options: string, work: () => Promise<void>): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'machimori-test', disk])
  try {
    await work()
  } finally {
    execFileSync('umount', [disk])
  }
}

describe.runIf(canMount)('a disk without room', () => {
  it('of its own gets no backup, and keeps its old ones', async () => {
    mkdirSync(dataOf(root), { recursive: true })
    await takeOne(root)
    await onDisk('size=1m', async () => {
      mkdirSync(join(disk, 'live-older'))
      writeFileSync(join(disk, 'live-older', 'filler'), Buffer.alloc(megabyte - 100_000))
      const source = dataOf(root)
      const options = {
        source,
        mode: 'live',
        to: disk,
        version: '1',
        clock: tickingClock(),
      } as const
      expect(await refusalOf(takeBackup(options))).toBe('BACKUP_NO_SPACE')
      expect(readdirSync(disk)).toEqual(['live-older'])
      // Full in the middle of it, as when somebody else writes there too.
      const copied = copyDatabase(join(source, 'readings.db'), join(disk, 'readings.db'))
      expect(isOutOfSpace(await copied.catch((error: unknown) => error))).toBe(true)
    })
  })

  it('shared with the city is never filled by a backup: the city goes on', async () => {
    await onDisk('size=40m', async () => {
      mkdirSync(dataOf(disk), { recursive: true })
      const { store, registry } = await fillCity(disk)
      expect(await refusalOf(take(disk))).toBe('BACKUP_NO_SPACE')
      expect(readdirSync(join(disk, 'backups'))).toEqual([])
      const { outcomes } = await store.commit(batchOf(1))
      expect(new Set(outcomes)).toEqual(new Set([0]))
      await store.close()
      registry.close()
    })
  })

  it('takes no half of a restored city', async () => {
    mkdirSync(dataOf(root), { recursive: true })
    const { folder } = await takeOne(root)
    await onDisk('size=64k', async () => {
      expect(await refusalOf(restoreBackup(folder, join(disk, 'live')))).toBe('BACKUP_NO_SPACE')
      expect(readdirSync(disk)).toEqual([])
    })
  })

  it('that cannot be written says so', async () => {
    await onDisk('ro', async () => {
      expect(() => openDataFolder(disk)).toThrow(/cannot be written .*read-only/)
      mkdirSync(dataOf(root), { recursive: true })
      await takeOne(root)
      const options = { source: dataOf(root), mode: 'live', version: '1' } as const
      const work = takeBackup({ ...options, to: disk, clock: tickingClock() })
      await expect(work).rejects.toMatchObject({ name: 'BackupError', code: 'BACKUP_NOT_WRITABLE' })
    })
  })
})
