import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix, resolve } from 'node:path'
import { parseSync } from 'vite'

export const root = resolve(import.meta.dirname, '../..')

/** What no rule is about: installed, built or recorded while running. */
const outside = new Set(['node_modules', 'dist', 'data', 'coverage', 'bench-results'])

/** Every file of the repository, as a path with `/` from its root, hidden ones included. */
export function listFiles(folder = '.'): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    // A folder; in a linked work tree a file.
    if (entry.name === '.git') return []
    if (entry.isDirectory()) return outside.has(entry.name) ? [] : listFiles(path)
    return /\.tsbuildinfo$|\.log$|^\.env$/.test(entry.name) ? [] : [path]
  })
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The folder a file belongs to: the first part of its path; the root itself is `.`. */
export function folderOf(path: string): string {
  const parts = path.split('/')
  return parts.length > 1 ? (parts[0] ?? '.') : '.'
}

export interface Import {
  /** The importing file. */
  from: string
  /** As written. */
  specifier: string
  /** What it imports: one of our files, or a library by its package name, or a `node:` module. */
  to: string
  target: 'file' | 'library' | 'node'
  /** True where nothing of it is left at run time. */
  typesOnly: boolean
}

const workerOrAsset = /new URL\(\s*['"]([^'"]+\.ts)['"],\s*import\.meta\.url/g
const typeImport = /\bimport\(\s*['"]([^'"]+)['"]\s*\)\s*[.[<]/g

/** What one source text asks for, and whether anything of it is left at run time. */
function listSpecifiers(path: string, text: string): [specifier: string, typesOnly: boolean][] {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const named = module.staticImports.map(({ moduleRequest, entries }): [string, boolean] => [
    moduleRequest.value,
    entries.length > 0 && entries.every(({ isType }) => isType),
  ])
  const passedOn = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }): [string, boolean][] =>
      moduleRequest ? [[moduleRequest.value, isType]] : [],
    )
  const later = module.dynamicImports.map(
    ({ moduleRequest: { start, end } }): [string, boolean] => [
      text.slice(start + 1, end - 1),
      false,
    ],
  )
  const byUrl = [...text.matchAll(workerOrAsset)].map(([, name = '']): [string, boolean] => [
    name.startsWith('.') ? name : `./${name}`,
    false,
  ])
  const inTypes = [...text.matchAll(typeImport)].map(([, name = '']): [string, boolean] => [
    name,
    true,
  ])
  return [...named, ...passedOn, ...later, ...byUrl, ...inTypes]
}

/** The imports of one source text; a worker's file named by `new URL` counts as one. */
export function parseImports(path: string, text: string): Import[] {
  const found = new Map<string, boolean>()
  for (const [specifier, typesOnly] of listSpecifiers(path, text)) {
    found.set(specifier, (found.get(specifier) ?? true) && typesOnly)
  }
  return [...found].map(([specifier, typesOnly]) => ({
    from: path,
    specifier,
    typesOnly,
    ...resolveSpecifier(path, specifier),
  }))
}

function resolveSpecifier(from: string, specifier: string): Pick<Import, 'to' | 'target'> {
  if (specifier === '#config') return { to: 'config.ts', target: 'file' }
  if (specifier.startsWith('#')) return { to: specifier.slice(1), target: 'file' }
  if (specifier.startsWith('.')) {
    return { to: posix.join(posix.dirname(from), specifier), target: 'file' }
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return { to: specifier, target: 'node' }
  }
  const parts = specifier.split('/')
  return { to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), target: 'library' }
}

export const sourceFiles = listFiles().filter((path) => /\.tsx?$/.test(path))

export const imports = sourceFiles.flatMap((path) => parseImports(path, readText(path)))
