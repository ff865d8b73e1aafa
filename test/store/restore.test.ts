import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Manifest } from '#store/backup/manifest.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { dataOf, refusalOf, takeOne } from './saved-city.ts'
import { makeFolder } from './temp-store.ts'

let whole: string
beforeAll(async () => {
  whole = await makeFolder()
  mkdirSync(dataOf(whole), { recursive: true })
  await takeOne(whole)
})
afterAll(() => rm(whole, { recursive: true }))

let root: string
beforeEach(async () => {
  root = await makeFolder()
})
afterEach(() => rm(root, { recursive: true }))

const target = () => join(root, 'restored/live')

function putFolder(path: string): void {
  rmSync(path)
  mkdirSync(path)
}

function changeManifest(folder: string, change: (manifest: Manifest) => object): void {
  const path = join(folder, 'backup.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  writeFileSync(path, JSON.stringify({ ...manifest, ...change(manifest) }))
}

describe('restoring', () => {
  /** The backup taken above, and the folder of its city, each time anew. */
  function copyOne(): { folder: string } {
    cpSync(whole, root, { recursive: true })
    const [name = ''] = readdirSync(join(root, 'backups'))
    return { folder: join(root, 'backups', name) }
  }

  it.each<[what: string, code: string, spoil: (folder: string) => void]>([
    ['a half-written backup', 'BACKUP_INCOMPLETE', (f) => rmSync(join(f, 'backup.json'))],
    ['a backup with a file missing', 'BACKUP_INCOMPLETE', (f) => rmSync(join(f, 'registry.db'))],
    ['a damaged manifest', 'BACKUP_DAMAGED', (f) => writeFileSync(join(f, 'backup.json'), '{"f')],
    ['a manifest of one file', 'BACKUP_DAMAGED', (f) => changeManifest(f, () => ({ files: [] }))],
    [
      'a file with one wrong byte',
      'BACKUP_DAMAGED',
      (f) => {
        const bytes = readFileSync(join(f, 'readings.db'))
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
        writeFileSync(join(f, 'readings.db'), bytes)
      },
    ],
    [
      'a file that was cut short',
      'BACKUP_DAMAGED',
      (f) => {
        const bytes = readFileSync(join(f, 'readings.db'))
        writeFileSync(join(f, 'readings.db'), bytes.subarray(0, bytes.length / 2))
      },
    ],
    [
      'a manifest that leads out of the folder',
      'BACKUP_DAMAGED',
      (f) =>
        changeManifest(f, ({ files }) => ({
          files: files.map((file) => ({ ...file, name: '../../evil.db' })),
        })),
    ],
    [
      'a backup of empty files',
      'BACKUP_DAMAGED',
      (f) => changeManifest(f, ({ files }) => ({ files: files.map((x) => ({ ...x, schema: 0 })) })),
    ],
    ['a manifest that is a folder', 'BACKUP_DAMAGED', (f) => putFolder(join(f, 'backup.json'))],
    ['a file that is a folder', 'BACKUP_INCOMPLETE', (f) => putFolder(join(f, 'registry.db'))],
    [
      'a backup with a newer schema',
      'BACKUP_TOO_NEW',
      (f) =>
        changeManifest(f, ({ files }) => ({
          version: '9.0.0',
          files: files.map((file) => ({ ...file, schema: 99 })),
        })),
    ],
    [
      'a backup with a newer layout',
      'BACKUP_TOO_NEW',
      (f) => changeManifest(f, () => ({ format: 2 })),
    ],
  ])('%s is refused, and nothing of it stays', async (_what, code, spoil) => {
    const { folder } = copyOne()
    spoil(folder)
    expect(await refusalOf(restoreBackup(folder, target()))).toBe(code)
    expect(
      readdirSync(root).includes('restored') ? readdirSync(join(root, 'restored')) : [],
    ).toEqual([])
  })

  it('says which version a newer backup needs', async () => {
    const { folder } = copyOne()
    changeManifest(folder, () => ({ version: '9.0.0', format: 2 }))
    await expect(restoreBackup(folder, target())).rejects.toThrow('with version 9.0.0 or newer')
  })

  it('never touches a folder that holds something', async () => {
    const { folder } = copyOne()
    mkdirSync(target(), { recursive: true })
    writeFileSync(join(target(), 'note.txt'), 'mine')
    expect(await refusalOf(restoreBackup(folder, target()))).toBe('RESTORE_TARGET_NOT_EMPTY')
    expect(readdirSync(target())).toEqual(['note.txt'])
    // The city itself, and a place inside it: its folder was named as DATA_DIR.
    for (const city of [dataOf(root), join(dataOf(root), 'live')]) {
      expect(await refusalOf(restoreBackup(folder, city))).toBe('RESTORE_TARGET_NOT_EMPTY')
    }
  })

  it('never touches a living city', async () => {
    const { folder } = copyOne()
    const held = openDataFolder(dataOf(root))
    const code = await refusalOf(restoreBackup(folder, dataOf(root)))
    held.close()
    expect(code).toBe('RESTORE_TARGET_IN_USE')
  })

  it('takes an empty folder, and one where a restore was cut off before', async () => {
    const { folder } = copyOne()
    mkdirSync(target(), { recursive: true })
    mkdirSync(`${target()}.restoring`)
    copyFileSync(join(folder, 'readings.db'), join(`${target()}.restoring`, 'readings.db'))
    await restoreBackup(folder, target())
    expect(readdirSync(join(root, 'restored'))).toEqual(['live'])
  })

  it.each<[what: string, put: () => void, words: RegExp]>([
    ['a file', () => writeFileSync(target(), ''), /ファイルです.*\n.*is a file/],
    ['a link', () => symlinkSync(root, target()), /リンク.*\n.*is a link/],
    ['a link to nowhere', () => symlinkSync('/no/where', target()), /リンク.*\n.*is a link/],
  ])('says before anything is copied that the target is %s', async (_what, put, words) => {
    const { folder } = copyOne()
    mkdirSync(join(root, 'restored'))
    put()
    const refused: unknown = await restoreBackup(folder, target()).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'RESTORE_TARGET_UNUSABLE' })
    expect(String(refused)).toMatch(words)
    expect(readdirSync(join(root, 'restored'))).toEqual(['live'])
  })

  it('goes on where another one of the same target comes along, which is refused', async () => {
    const { folder } = copyOne()
    const [first, second] = [restoreBackup(folder, target()), restoreBackup(folder, target())]
    expect(await refusalOf(second)).toBe('RESTORE_TARGET_IN_USE')
    await first
    expect(readdirSync(join(root, 'restored'))).toEqual(['live'])
    expect(readdirSync(target()).toSorted()).toEqual(['readings.db', 'registry.db'])
  })
})
