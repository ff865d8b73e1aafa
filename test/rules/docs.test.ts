import { existsSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditCodes } from '#domain/words/audit-codes.ts'
import { errors } from '#domain/words/errors.ts'
import { folders, unrestricted } from './layout.ts'
import { listFiles, readText, root } from './sources.ts'

const pages = listFiles().filter((path) => path.endsWith('.md'))
const manifest = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }

/** The anchors of a page's headings, as GitHub makes them. */
const listAnchors = (page: string) =>
  [...readText(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe('every page', () => {
  it('links only to files that exist', () => {
    const wrong = pages.flatMap((page) =>
      [...readText(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, target = '']) => posix.join(posix.dirname(page), target))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${page} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('links only to headings that exist', () => {
    const wrong = pages.flatMap((page) =>
      [...readText(page).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)]
        .map(([, file = '', anchor = '']) => ({
          file: file === '' ? page : posix.join(posix.dirname(page), file),
          anchor,
        }))
        .filter(({ file, anchor }) => !listAnchors(file).includes(anchor))
        .map(({ file, anchor }) => `${page} → ${file}#${anchor}`),
    )
    expect(wrong).toEqual([])
  })

  it('names only files of ours that exist', () => {
    const tops = new Set(listFiles().map((path) => path.split('/')[0] ?? ''))
    const isOurs = (name: string) => tops.has(name.split('/')[0] ?? '')
    const wrong = pages.flatMap((page) =>
      [...readText(page).matchAll(/`([a-z][a-zA-Z0-9-]*(?:\/[a-zA-Z0-9.-]+)+)`/g)]
        .map(([, name = '']) => name)
        .filter(isOurs)
        .filter(
          (name) => !existsSync(join(root, name)) && !existsSync(join(root, dirname(page), name)),
        )
        .map((name) => `${page}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('names only npm scripts that exist', () => {
    const wrong = pages.flatMap((page) =>
      [...readText(page).matchAll(/\bnpm run ([a-z][a-z:-]*)/g)]
        .filter(([, name = '']) => !(name in manifest.scripts))
        .map(([text]) => `${page}: ${text}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('docs/errors.md', () => {
  it('lists every code of an error and of the audit, and none that is gone', () => {
    const listed = [...readText('docs/errors.md').matchAll(/^\| `([a-z_]+)`/gm)].map(
      ([, code = '']) => code,
    )
    expect(listed).toEqual([...Object.keys(errors), ...Object.keys(auditCodes)])
  })
})

describe('ARCHITECTURE.md', () => {
  // | `store/` | readings, journal, registry on disk | domain | node:sqlite |
  const rows = [...readText('ARCHITECTURE.md').matchAll(/^\| `([a-z]+)\/` +\|[^|]+\|([^|]+)\|/gm)]

  it('shows every folder of the layout', () => {
    const shown = rows.map(([, folder = '']) => folder)
    const known = Object.keys(folders).filter((folder) => folder !== '.')
    expect(shown.filter((name) => !unrestricted.includes(name)).toSorted()).toEqual(
      known.toSorted(),
    )
  })

  it('tells the directions that are enforced', () => {
    const named = Object.keys(folders).filter((name) => name !== '.')
    for (const [, folder = '', cell = ''] of rows) {
      const { mayImport = [], mayImportTypesOf = [] } = folders[folder] ?? {}
      const told = named.filter((name) => new RegExp(`\\b${name}\\b`).test(cell))
      if (cell.trim() === 'everything') continue
      const enforced = [...mayImport, ...mayImportTypesOf].filter((name) => name !== '.')
      expect({ folder, told: told.toSorted() }).toEqual({ folder, told: enforced.toSorted() })
    }
  })
})
