import { describe, expect, it } from 'vitest'
import {
  folders,
  isMain,
  isToolConfig,
  narrowLibraries,
  ownedNodeModules,
  typeLibraries,
  unrestricted,
} from './layout.ts'
import { folderOf, type Import, imports, parseImports, readText, sourceFiles } from './sources.ts'

const judged = imports.filter(
  ({ from }) => !unrestricted.includes(folderOf(from)) && !isToolConfig(from),
)
const describeImport = ({ from, to, typesOnly }: Import) =>
  `${from} → ${to}${typesOnly ? ' (types)' : ''}`

function mayImportFile({ from, to, typesOnly }: Import): boolean {
  const [own, other] = [folderOf(from), folderOf(to)]
  if (own === other || isMain(from)) return true
  const folder = folders[own]
  if (!folder) return false
  return (
    folder.mayImport.includes(other) || (typesOnly && !!folder.mayImportTypesOf?.includes(other))
  )
}

function owns(folder: string, library: string): boolean {
  if (typeLibraries.includes(library)) return true
  return !!folders[folder]?.libraries.some((pattern) =>
    pattern.endsWith('/*') ? library.startsWith(pattern.slice(0, -1)) : pattern === library,
  )
}

function mayUseNode(folder: string, module: string): boolean {
  const owner = ownedNodeModules[module]
  if (owner !== undefined) return folder === owner
  const allowed = folders[folder]?.node
  return allowed === true || !!allowed?.includes(module)
}

/** All that a file loads at run time, itself included. */
function reachable(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen
  seen.add(entry)
  for (const { from, to, typesOnly } of imports) {
    if (from === entry && !typesOnly) reachable(to, seen)
  }
  return seen
}

describe('the house', () => {
  it('has no folder that is not in the layout', () => {
    const known = [...Object.keys(folders), ...unrestricted]
    const found = new Set(sourceFiles.filter((path) => !isToolConfig(path)).map(folderOf))
    expect([...found].filter((folder) => !known.includes(folder))).toEqual([])
  })

  it('imports in the allowed directions only', () => {
    const wrong = judged.filter((found) => found.target === 'file' && !mayImportFile(found))
    expect(wrong.map(describeImport)).toEqual([])
  })

  it('uses a library only in the folder that owns it', () => {
    const wrong = judged.filter(
      ({ from, to, target }) => target === 'library' && !owns(folderOf(from), to),
    )
    expect(wrong.map(describeImport)).toEqual([])
  })

  it('uses some libraries only in a part of it', () => {
    const wrong = judged.filter(({ from, to }) => {
      const parts = narrowLibraries[to]
      return parts && !parts.some((part) => from.startsWith(part))
    })
    expect(wrong.map(describeImport)).toEqual([])
  })

  it('keeps the modules of Node out of the pure folders', () => {
    const wrong = judged.filter(
      ({ from, to, target }) => target === 'node' && !mayUseNode(folderOf(from), to),
    )
    expect(wrong.map(describeImport)).toEqual([])
  })

  it('crosses from folder to folder by name, never by path', () => {
    const wrong = imports.filter(({ from, to, specifier, target }) => {
      const crosses = folderOf(from) !== folderOf(to) && !isMain(from)
      return target === 'file' && crosses && specifier.startsWith('.') && !isToolConfig(from)
    })
    expect(wrong.map(describeImport)).toEqual([])
  })

  it('lets nobody but mains and tests import a main', () => {
    const wrong = judged.filter(
      ({ from, to, target, typesOnly }) =>
        target === 'file' && isMain(to) && !isMain(from) && !typesOnly,
    )
    expect(wrong.map(describeImport)).toEqual([])
  })

  it('reads the environment and sets exit codes in mains only', () => {
    const wrong = sourceFiles
      .filter((path) => !isMain(path) && !unrestricted.includes(folderOf(path)))
      .filter((path) => /\bprocess\.(env|exit|exitCode)\b/.test(readText(path)))
    expect(wrong).toEqual([])
  })

  it('brings no schema library into the browser', () => {
    const page = sourceFiles.filter((path) => folderOf(path) === 'dashboard')
    const loaded = new Set(page.flatMap((path) => [...reachable(path)]))
    expect(loaded).not.toContain('typebox')
    expect([...loaded].filter((path) => /^(store|broker|ingest|api)\//.test(path))).toEqual([])
  })
})

describe('domain/wire', () => {
  const isWire = (path: string) => path.startsWith('domain/wire/')

  it('gives the pages types, and nothing that they would load', () => {
    const wrong = imports.filter(
      ({ from, to, typesOnly }) => folderOf(from) === 'dashboard' && isWire(to) && !typesOnly,
    )
    expect(wrong.map(describeImport)).toEqual([])
  })
})

describe('the reader of imports', () => {
  it('sees every form an import can take', () => {
    const text = `
      import type { A } from '#domain/a.ts'
      import { type B, c } from '#store/b.ts'
      export * from './d.ts'
      import 'leaflet/dist/leaflet.css'
      const later = import('@fastify/helmet')
      type E = import('../api/e.ts').E
      const worker = new URL('worker.ts', import.meta.url)
      import { readFile } from 'node:fs'
      // import { nothing } from 'a-comment'
    `
    expect(parseImports('store/x.ts', text).map(describeImport).toSorted()).toEqual(
      [
        'store/x.ts → domain/a.ts (types)',
        'store/x.ts → @fastify/helmet',
        'store/x.ts → api/e.ts (types)',
        'store/x.ts → leaflet',
        'store/x.ts → node:fs',
        'store/x.ts → store/b.ts',
        'store/x.ts → store/d.ts',
        'store/x.ts → store/worker.ts',
      ].toSorted(),
    )
  })
})
