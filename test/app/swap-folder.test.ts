import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { swapFolder } from '#app/swap-folder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machimori-swap-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const path = (...parts: string[]) => join(root, ...parts)

function makeFolder(name: string): string {
  mkdirSync(path(name))
  writeFileSync(path(name, 'page'), name)
  return path(name)
}

const swap = (isGood: boolean) =>
  swapFolder({ draft: makeFolder('draft'), target: path('target'), isGood: () => isGood })

describe('a folder that takes the place of another', () => {
  it('is there alone, where there was none and where there was one', () => {
    for (const before of [[], ['target']]) {
      before.forEach(makeFolder)
      swap(false)
      expect(readdirSync(root)).toEqual(['target'])
      expect(readFileSync(path('target/page'), 'utf8')).toBe('draft')
      rmSync(path('target'), { recursive: true })
    }
  })

  it('gives way to one that is as good, and came first', () => {
    makeFolder('target')
    swap(true)
    expect(readdirSync(root)).toEqual(['target'])
    expect(readFileSync(path('target/page'), 'utf8')).toBe('target')
  })

  it('stands whole in the end, however many put theirs there at once', async () => {
    const times = 200
    const threads = ['x', 'y', 'z'].map(
      (name) =>
        new Worker(new URL('./swap-often.ts', import.meta.url), {
          workerData: { root, name, times },
        }),
    )
    const codes = await Promise.all(
      threads.map(async (thread) => (await once(thread, 'exit'))[0] as number),
    )
    expect(codes).toEqual([0, 0, 0])
    expect(readdirSync(root)).toEqual(['target'])
    const [a, b] = ['a', 'b'].map((file) => readFileSync(path('target', file), 'utf8'))
    expect(a).toBe(b)
  })
})
