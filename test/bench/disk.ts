import { open, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Samples, type Summary } from './samples.ts'

// Rare enough not to be a load of its own.
const probeEveryMs = 100
const pageBytes = 4096

/** Writes a page and syncs it, again and again, to tell how the disk fares during a run. */
export async function startDiskProbe(folder: string): Promise<{ stop(): Promise<Summary> }> {
  const path = join(folder, 'fdatasync-probe')
  const file = await open(path, 'w')
  const page = Buffer.alloc(pageBytes, 1)
  const samples = new Samples()
  let last = Promise.resolve()
  const probe = async () => {
    await file.write(page, 0, pageBytes, 0)
    const startedMs = performance.now()
    await file.datasync()
    samples.add(performance.now() - startedMs)
  }
  const timer = setInterval(() => {
    last = last.then(probe)
  }, probeEveryMs)
  return {
    async stop() {
      clearInterval(timer)
      await last
      await file.close()
      await unlink(path)
      return samples.summarize()
    },
  }
}

/** Bytes of all files below a folder. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
