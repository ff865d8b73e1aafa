import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { checkFolder } from '#commands/city/check-folder.ts'
import { openTileFile } from '#app/city/open-tile-file.ts'
import { makeLakeFile } from '../../support/tile-file.ts'

const inashiki = resolve(import.meta.dirname, '../../../infra/cities/inashiki')
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiles-'))
  path = join(folder, 'basemap.pmtiles')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The lines of `npm run city -- check` that speak of the tile file. */
async function check(content?: Uint8Array): Promise<string[]> {
  cpSync(inashiki, folder, { recursive: true })
  if (content) writeFileSync(path, content)
  const { isSound, report } = await checkFolder(folder, kinds)
  expect(isSound).toBe(true)
  return report.split('\n').filter((line) => line.includes('basemap.pmtiles'))
}

describe('npm run city -- check', () => {
  it('says that a tile file would be better than none', async () => {
    expect(await check()).toEqual([expect.stringContaining('is not there')])
  })

  it('has nothing to say of a good one but that it ends early', async () => {
    expect(await check(makeLakeFile())).toEqual([expect.stringContaining('ends at zoom 11')])
  })

  it('says why one cannot be drawn, and the folder stays sound', async () => {
    const damaged = makeLakeFile()
    damaged.fill(0, 127, 137)
    expect(await check(damaged)).toEqual([expect.stringContaining('list of tiles cannot be read')])
    expect(await check(makeLakeFile().subarray(0, 500))).toEqual([
      expect.stringContaining('is half a file: 500 of'),
    ])
    expect(await check(makeLakeFile({ tileCompression: 3 }))).toEqual([
      expect.stringContaining('browsers do not read'),
    ])
    expect(await check(Buffer.from('PK'))).toEqual([expect.stringContaining('is no PMTiles file')])
  })
})

async function open(file: string) {
  const opened = await openTileFile(file)
  if (opened === undefined || typeof opened === 'string') throw new Error(opened ?? 'not there')
  return opened
}

async function read(
  served: Awaited<ReturnType<typeof open>>['served'],
  start: number,
  end: number,
) {
  const pieces: Uint8Array[] = []
  for await (const piece of served.read(start, end)) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}

describe('an open tile file', () => {
  it('gives its bytes to many at once, larger than one piece too', async () => {
    const filling = Buffer.alloc(1_000_000, 'tile')
    const content = makeLakeFile({ tileCompression: 1 }, filling)
    writeFileSync(path, content)
    const { served, close } = await open(path)
    const last = content.length - 1
    const asked = Array.from({ length: 30 }, (_, index) => [index * 1_000, last - index] as const)
    const parts = await Promise.all(asked.map(([start, end]) => read(served, start, end)))
    const isSame = parts.every((part, index) => {
      const [start = 0, end = 0] = asked[index] ?? []
      return part.equals(content.subarray(start, end + 1))
    })
    expect(isSame).toBe(true)
    await close()
  })

  it('is read on as it was when another takes its name', async () => {
    const content = makeLakeFile()
    writeFileSync(path, content)
    const { served, close } = await open(path)
    rmSync(path)
    writeFileSync(path, 'another')
    expect((await read(served, 0, content.length - 1)).equals(content)).toBe(true)
    await close()
  })

  it('breaks off where it was cut short in place, and never gives half for the whole', async () => {
    const content = makeLakeFile()
    writeFileSync(path, content)
    const { served, close } = await open(path)
    truncateSync(path, 400)
    await expect(read(served, 0, content.length - 1)).rejects.toThrow('has become shorter')
    await close()
  })

  it('is no file: a folder of that name is said in words', async () => {
    expect(await openTileFile(folder)).toBe('cannot be read (EISDIR)')
    expect(await openTileFile(join(folder, 'nothing'))).toBeUndefined()
  })
})
