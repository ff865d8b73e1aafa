import { describe, expect, it } from 'vitest'
import { folders, unrestricted } from './layout.ts'
import { folderOf, listFiles, readText, sourceFiles } from './sources.ts'

const files = listFiles()
const linesOf = (path: string) => readText(path).trimEnd().split('\n').length
const ours = sourceFiles.filter((path) => folderOf(path) !== 'test')

const linesMax = 300
/** Sheets that are still to be split. */
const stillLong: readonly string[] = ['dashboard/styles/map.css']
const medianLinesMax = 80
const readmeLinesMax = 30
// Photographs, drawings and the lockfile have no words of ours.
const hasWords = (path: string) =>
  /\.(ts|tsx|mjs|md|json|css|html|ya?ml|sh|csv)$|(^|\/)[^.]+$|(^|\/)\.[a-z]+$/.test(path) &&
  path !== 'package-lock.json'

/** Lines with one of these say where or how a file was made, or that it is not done. */
const unwanted: readonly { what: string; pattern: RegExp }[] = [
  { what: 'a path of one machine', pattern: /(^|[\s"'`=(])\/(work|home|root|Users)\// },
  {
    what: 'the host of a package registry',
    pattern: /registry\.npm|npmmirror|verdaccio|unpkg\.com/,
  },
  { what: 'a reminder instead of the work', pattern: /\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/ },
  { what: 'a silenced type checker', pattern: /@ts-(ignore|nocheck)/ },
  { what: 'a private key', pattern: /BEGIN [A-Z ]*PRIVATE [K]EY/ },
]

describe('files', () => {
  it(`have at most ${linesMax} lines each, style sheets too`, () => {
    const sheets = files.filter((path) => path.endsWith('.css'))
    const long = [...sourceFiles, ...sheets].filter((path) => linesOf(path) > linesMax)
    expect(long.filter((path) => !stillLong.includes(path))).toEqual([])
  })

  it(`have at most ${medianLinesMax} lines in the middle`, () => {
    const sizes = ours.map(linesOf).toSorted((a, b) => a - b)
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(medianLinesMax)
  })

  it('are named by what they are, in kebab-case', () => {
    const vague = /(^|[/-])(utils?|helpers?|common|managers?|misc|stuff)([./-]|$)|(^|\/)base[./]/
    expect(sourceFiles.filter((path) => vague.test(path))).toEqual([])
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config))?\.tsx?$/
    expect(sourceFiles.filter((path) => !kebab.test(path.split('/').at(-1) ?? ''))).toEqual([])
  })

  it.each(unwanted)('do not contain $what', ({ pattern }) => {
    const wrong = files
      .filter((path) => hasWords(path) && path !== 'test/rules/files.test.ts')
      .flatMap((path) =>
        readText(path)
          .split('\n')
          .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line}`] : [])),
      )
    expect(wrong).toEqual([])
  })
})

describe('tests', () => {
  it('are all run: none is skipped, postponed or alone', () => {
    const wrong = sourceFiles.filter(
      (path) =>
        path.endsWith('.test.ts') &&
        /\b(it|test|describe)\.(skip|only|todo|fails)\b|\b(xit|xdescribe)\(/.test(readText(path)),
    )
    expect(wrong).toEqual([])
  })
})

describe('the README of a folder', () => {
  const withReadme = [...Object.keys(folders), ...unrestricted].filter((folder) => folder !== '.')

  it.each(withReadme)('%s tells what it is and what it promises', (folder) => {
    expect(files).toContain(`${folder}/README.md`)
  })

  it(`fits a screen: at most ${readmeLinesMax} lines`, () => {
    const readmes = files.filter((path) => path.endsWith('/README.md'))
    expect(readmes.filter((path) => linesOf(path) > readmeLinesMax)).toEqual([])
  })

  it('names only files that exist', () => {
    const wrong = files
      .filter((path) => path.endsWith('/README.md'))
      .flatMap((path) => {
        const folder = path.slice(0, -'README.md'.length)
        const named = [...readText(path).matchAll(/`([a-z0-9./-]+\.tsx?)`/g)].map(
          ([, name]) => name,
        )
        return named
          .filter((name) => !files.includes(`${folder}${name}`) && !files.includes(`${name}`))
          .filter(
            (name) => !files.some((file) => file.startsWith(folder) && file.endsWith(`/${name}`)),
          )
          .map((name) => `${path}: ${name}`)
      })
    expect(wrong).toEqual([])
  })
})
