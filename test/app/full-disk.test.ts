import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { explainingErrors } from '#app/errors/explain-sqlite-error.ts'
import { explainStartError } from '#app/errors/explain-start-error.ts'
import { send } from '#commands/device/send.ts'
import { isOutOfSpace } from '#store/disk-error.ts'
import { copyDatabase } from '#store/backup/copy-database.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { always, page } from '#test/contracts/make-readings.ts'
import { batchOf } from '../faults/killed-batches.ts'
import { listMissing } from '../faults/runner/needs.ts'
import { dataOf, fillCity, refusalOf, take, takeOne } from '../store/saved-city.ts'
import { hiddenMoments, layDownOldCity } from '../store/old-city.ts'
import { makeFolder, startStore, tickingClock } from '../store/temp-store.ts'
import { startTestCity } from '../support/start-city.ts'

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

/** Fills a disk but for some kilobytes. */
function fillUp(path: string, kilobytes: number): void {
  const { bavail, bsize } = statfsSync(path)
  writeFileSync(join(path, 'filler'), Buffer.alloc(bavail * bsize - kilobytes * 1024))
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
      fillUp(disk, 0)
      expect(await refusalOf(restoreBackup(folder, join(disk, 'live')))).toBe('BACKUP_NO_SPACE')
      expect(readdirSync(disk)).toEqual(['filler'])
    })
  })

  it('leaves no probe of a start behind, each night another one', async () => {
    await onDisk('size=64k', async () => {
      fillUp(disk, 0)
      const live = join(disk, 'live')
      mkdirSync(live)
      expect(() => openDataFolder(live)).toThrow(/空きがありません.*\n.*The disk is full/)
      expect(readdirSync(live)).toEqual([])
    })
  })

  it.each([12, 44, 92])(
    'but for %i KB starts no city, says what to do, and starts one with more',
    async (kilobytes) => {
      await onDisk('size=8m', async () => {
        fillUp(disk, kilobytes)
        const started = startTestCity({ dataFolder: disk })
        const settings = { HTTP_PORT: 0, MQTT_PORT: 0, MQTTS_PORT: 0, DATA_DIR: disk }
        const refused: unknown = await started.catch((error: unknown) => error)
        const words = explainStartError(refused, settings)
        expect(words).toMatch(/^.*空き.*もう一度実行してください[^]*try again/)
        expect(words).toContain(disk)
        rmSync(join(disk, 'filler'))
        const city = await startTestCity({ dataFolder: disk })
        await city.close()
      })
    },
  )

  it('stops the upgrade of an earlier version in words, loses nothing, and lets it go on', async () => {
    await onDisk('size=8m', async () => {
      const live = join(disk, 'live')
      layDownOldCity(live)
      fillUp(disk, 500)
      const refused: unknown = await startStore(live).catch((error: unknown) => error)
      const words = explainStartError(refused)
      expect(words).toMatch(
        /更新が途中で止まりました（空き\d MB、残りの更新に約33 MB必要）。データは失われて/,
      )
      expect(words).toMatch(
        /起動し直すと、続きから再開します。\n.*readings\.db became full.*Nothing is lost/,
      )
      rmSync(join(disk, 'filler'))
      const store = await startStore(live)
      const { items } = await store.listReadings('farm', 'farm-1', always, page)
      expect(items.filter(({ values }) => Object.keys(values).length < 2)).toEqual([])
      expect(items).toHaveLength(hiddenMoments + 1)
      await store.close()
    })
  })

  it('is told by the command that registers devices, too', async () => {
    await onDisk('size=8m', async () => {
      await startTestCity({ dataFolder: disk }).then((city) => city.close())
      fillUp(disk, 12)
      const rotating = explainingErrors(disk, () =>
        send({
          dataDir: disk,
          mode: 'live',
          request: { command: 'rotate', id: 'fg-tone-01' },
          door: () => null,
          cityDir: 'infra/cities/inashiki',
          profiles: async () => builtInProfiles,
        }),
      )
      await expect(rotating).rejects.toThrow(/^.*空き.*もう一度実行してください[^]*try again/)
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

describe.runIf(canMount)('a place that cannot take it', () => {
  const rejection = (work: Promise<unknown>) => work.catch((error: unknown) => String(error))

  it('is told with the reason of the system, wherever in the path it is', async () => {
    mkdirSync(dataOf(root), { recursive: true })
    const { folder } = await takeOne(root)
    writeFileSync(join(root, 'file'), '')
    symlinkSync('/no/such/place', join(root, 'nowhere'))
    await onDisk('ro', async () => {
      const places: [path: string, reason: string][] = [
        [join(disk, 'a/b'), 'EROFS'],
        [join(root, 'file/a'), 'ENOTDIR'],
        [join(root, 'nowhere/a'), 'EEXIST'],
        // Node's own recursive mkdir tries that one for ever.
        ['/proc/a/b', 'ENOENT'],
      ]
      const options = { source: dataOf(root), mode: 'live', version: '1' } as const
      for (const [to, reason] of places) {
        const taken = await rejection(takeBackup({ ...options, to, clock: tickingClock() }))
        expect(taken).toMatch(/書き込めません.*\n.*No backup can be written/)
        expect(taken).toContain(`${reason}: `)
        const restored = await rejection(restoreBackup(folder, join(to, 'live')))
        expect(restored).toMatch(/復元できません.*\n.*Nothing can be restored/)
        expect(restored).toContain(`${reason}: `)
      }
    })
  })

  it('is told before anything is copied, where a disk is mounted on it', async () => {
    mkdirSync(dataOf(root), { recursive: true })
    const { folder } = await takeOne(root)
    await onDisk('size=1m', async () => {
      mkdirSync(join(disk, 'lost+found'))
      expect(await rejection(restoreBackup(folder, disk))).toContain('A disk is mounted on')
      expect(existsSync(`${disk}.restoring`)).toBe(false)
    })
  })
})
