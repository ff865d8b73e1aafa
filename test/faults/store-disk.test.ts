import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '#test/store/temp-store.ts'

const script = new URL('./commit-beyond-limit.ts', import.meta.url).pathname
/** In blocks of 512 bytes, as POSIX has it: about a hundred batches. */
const limitBlocks = 4_000

describe('a disk that refuses to take more', () => {
  let folder: string
  beforeEach(async () => {
    folder = await makeFolder()
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('refuses the batch, not the reads, and works again without a restart', async () => {
    const command = `ulimit -S -f ${limitBlocks}; exec "$0" "$@"`
    const args = ['-c', command, process.execPath, script, folder]
    const { stdout } = await promisify(execFile)('sh', args)
    const seen = JSON.parse(stdout) as Record<string, unknown>
    const committed = seen['committed'] as number
    expect(committed).toBeGreaterThan(5)
    expect(seen).toEqual({
      refused: true,
      probe: true,
      readsGoOn: true,
      repaired: true,
      // Nothing of it had been stored.
      again: [0],
      committed,
      journalled: committed + 1,
      crossings: committed + 1,
    })
  })
})
