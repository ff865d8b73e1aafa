import { randomUUID } from 'node:crypto'
import { cp, link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Writes a folder whole or not at all: everything goes to a new folder beside it, which then takes
 * its name. With `keepOthers` the files of the old folder that are not written stay.
 */
export async function writeFolder(
  to: string,
  texts: Readonly<Record<string, string>>,
  { keepOthers }: { keepOthers: boolean },
): Promise<void> {
  const target = resolve(to)
  await mkdir(dirname(target), { recursive: true })
  const draft = join(dirname(target), `.${basename(target)}-${randomUUID()}`)
  await mkdir(draft)
  try {
    if (keepOthers) await carryOver(target, draft, Object.keys(texts))
    for (const [name, text] of Object.entries(texts)) await writeFile(join(draft, name), text)
    await swap(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

/** By hard links: a base map of gigabytes is not copied to change one line of it. */
async function carryOver(from: string, to: string, written: readonly string[]): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (written.includes(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isFile()) await link(source, target).catch(() => cp(source, target))
    else await cp(source, target, { recursive: true })
  }
}

async function swap(draft: string, target: string): Promise<void> {
  const old = `${draft}-old`
  const isThere = await rename(target, old).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
  await rename(draft, target)
  if (isThere) await rm(old, { recursive: true, force: true })
}
