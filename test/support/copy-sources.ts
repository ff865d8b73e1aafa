import { cpSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

export const repository = resolve(import.meta.dirname, '../..')
// Installed, built or recorded while running: no sources.
const notCopied = new Set(['node_modules', '.git', 'data', 'dist', 'coverage', 'bench-results'])

/** A copy of the sources that runs, in a new folder; whoever asks for it deletes it. */
export function copySources(): string {
  const root = mkdtempSync(join(tmpdir(), 'machimori-copy-'))
  cpSync(repository, root, {
    recursive: true,
    filter: (path) => path === repository || !notCopied.has(basename(path)),
  })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  return root
}
