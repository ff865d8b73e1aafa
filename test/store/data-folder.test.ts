import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataFolderError } from '#store/data-folder-error.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { makeFolder } from './temp-store.ts'

const holder = new URL('./hold-folder.ts', import.meta.url).pathname

/** A second process that takes the folder and says so. */
async function startHolder(path: string) {
  const child = spawn(process.execPath, [holder, path], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: said.toString().trim() }
}

function refusalOf(path: string): DataFolderError {
  try {
    openDataFolder(path).close()
  } catch (error) {
    if (error instanceof DataFolderError) return error
    throw error
  }
  throw new Error('the folder was given')
}

describe('the data folder', () => {
  let parent: string
  let path: string
  beforeEach(async () => {
    parent = await makeFolder()
    path = join(parent, 'city', 'live')
  })
  afterEach(() => rm(parent, { recursive: true, force: true }))

  it('is created for the server alone', () => {
    const folder = openDataFolder(path)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(folder.file('readings.db')).toBe(join(path, 'readings.db'))
    folder.close()
    folder.close()
  })

  it('is refused where it cannot be written, saying what to do', () => {
    writeFileSync(join(parent, 'city'), 'a file, not a folder')
    const { code, message } = refusalOf(path)
    expect(code).toBe('DATA_FOLDER_NOT_WRITABLE')
    expect(message).toContain(path)
    expect(message).toContain('DATA_DIR')
  })

  it('is refused, without endless tries, where the system lets nobody create one', () => {
    const { code, message } = refusalOf('/proc/no-such-folder/live')
    expect(code).toBe('DATA_FOLDER_NOT_WRITABLE')
    expect(message).toMatch(/^データフォルダー .* に書き込めません/)
  })

  it('is refused to a second server, naming the first', () => {
    const folder = openDataFolder(path)
    expect(refusalOf(path)).toMatchObject({
      code: 'DATA_FOLDER_IN_USE',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    })
    folder.close()
    openDataFolder(path).close()
  })

  it('is refused to a second process, and free the moment the first is killed', async () => {
    const { child, said } = await startHolder(path)
    expect(said).toBe('held')
    expect(refusalOf(path).message).toContain(`process ${child.pid}`)
    const second = await startHolder(path)
    expect(second.said).toBe('DATA_FOLDER_IN_USE')
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    expect(existsSync(join(path, 'lock.pid'))).toBe(true)
    openDataFolder(path).close()
  })

  it.each(['lock.db', 'lock.pid', 'admin.sock', 'readings.db', 'registry.db'])(
    'names %s where a folder is in its place',
    (name) => {
      mkdirSync(join(path, name), { recursive: true })
      const { code, message } = refusalOf(path)
      expect(code).toBe('DATA_FOLDER_ODD_FILE')
      expect(message).toMatch(/フォルダーになっています.*\n.*is a folder, where a file belongs/)
      expect(message).toContain(join(path, name))
    },
  )

  it('says that a spoilt lock holds no data and may be deleted', () => {
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, 'lock.db'), 'a text that somebody copied here')
    expect(refusalOf(path).message).toMatch(/削除して.*\n.*lock\.db is damaged.* delete it/)
    rmSync(join(path, 'lock.db'))
    openDataFolder(path).close()
  })

  it('is cleared of what starts that were killed have tried to write', () => {
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, '.probe-1'), '')
    openDataFolder(path).close()
    expect(readdirSync(path)).toEqual(['lock.db'])
  })
})

describe('a data folder without a city in it', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = join(await makeFolder(), 'live')
  })
  afterEach(() => rm(join(dataDir, '..'), { recursive: true }))

  const path = () => join(dataDir, 'live')
  const putCity = (folder: string) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'registry.db'), '')
  }

  it('is not begun where DATA_DIR names the folder of a city itself', () => {
    putCity(dataDir)
    const { code, message } = refusalOf(path())
    expect(code).toBe('DATA_FOLDER_ELSEWHERE')
    expect(message).toContain(`Set DATA_DIR=${join(dataDir, '..')}.`)
    expect(existsSync(path())).toBe(false)
  })

  it('is not begun beside files that somebody copied into DATA_DIR', () => {
    const loose = join(dataDir, '..')
    putCity(loose)
    expect(refusalOf(join(loose, 'demo')).message).toContain(`Move its files to ${dataDir}, or`)
  })

  it('is not begun where the city is one folder further down', () => {
    putCity(join(path(), 'live'))
    expect(refusalOf(path()).message).toContain(`Set DATA_DIR=${path()}.`)
  })

  it('is not begun beside a restore that was cut off', () => {
    mkdirSync(`${path()}.restoring`, { recursive: true })
    expect(refusalOf(path()).message).toMatch(
      /復元が終わっていません.*\n.*run npm run restore again/,
    )
    rmSync(`${path()}.restoring`, { recursive: true })
    openDataFolder(path()).close()
  })

  it('does not matter to one that holds a city', () => {
    putCity(dataDir)
    putCity(path())
    const folder = openDataFolder(path())
    expect(folder.path).toBe(path())
    folder.close()
  })
})
