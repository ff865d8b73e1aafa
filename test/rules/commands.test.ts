import { describe, expect, it } from 'vitest'
import { listFiles, readText, sourceFiles } from './sources.ts'

const pages = listFiles().filter((path) => path.endsWith('.md'))
const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }

interface Documented {
  page: string
  script: string
  /** What follows ` -- `. */
  words: readonly string[]
}

/** Every `npm run NAME -- …` of a page, in a sentence or in a code block; its continued lines too. */
function listDocumented(page: string): Documented[] {
  const text = readText(page).replaceAll('\\\n', ' ').replaceAll('\\|', '|')
  return [...text.matchAll(/\bnpm (?:run )?([a-z][a-z:-]*)(?: +-- +([^`\n#]+))?/g)].map(
    ([, script = '', words = '']) => ({ page, script, words: words.trim().split(/\s+/) }),
  )
}

const documented = pages.flatMap(listDocumented)

/** Our own commands explain themselves; the tools of others, and what takes no word, do not. */
const withoutHelp = ['build', 'test', 'check', 'format']
const withHelp = Object.keys(scripts).filter((name) => !withoutHelp.includes(name))

/** The help texts of all commands, as the sources have them: started, thirteen would take a minute. */
const usages = sourceFiles
  .filter((path) => !path.endsWith('.test.ts'))
  .flatMap((path) => [...readText(path).matchAll(/\busage =\s*`(.*?)`\n/gs)])
  .map(([, text = '']) => text)

/** What `npm run SCRIPT -- --help` prints. */
function helpOf(script: string): string {
  const call = new RegExp(`^ *npm (run )?${script}\\b`, 'm')
  return usages.filter((text) => call.test(text)).join('\n')
}

const has = (help: string, word: string) => new RegExp(`(^|[\\s(|"[])${word}\\b`, 'm').test(help)

describe.each(withHelp)('npm run %s', (script) => {
  it('has the sub-commands and options that the pages name', () => {
    const help = helpOf(script)
    const wrong = documented
      .filter((each) => each.script === script)
      .flatMap(({ page, words }) => {
        // The first words before an option are sub-commands where they are in small letters: add|list.
        const [first = ''] = words
        const named = /^[a-z]+(\|[a-z]+)*$/.test(first) ? first.split('|') : []
        const options = words.flatMap((word) => /^\[?(--[a-z-]+)/.exec(word)?.[1] ?? [])
        return [...named, ...options]
          .filter((word) => word !== '--help' && !has(help, word))
          .map((word) => `${page}: npm run ${script} -- ${word}`)
      })
    expect(wrong).toEqual([])
  })

  it('has each of its sub-commands in docs/commands.md', () => {
    const help = helpOf(script)
    expect(help).not.toBe('')
    const known = [...help.matchAll(new RegExp(`npm run ${script} -- ([a-z]+)\\b`, 'g'))].map(
      ([, word = '']) => word,
    )
    const shown = documented
      .filter((each) => each.page === 'docs/commands.md' && each.script === script)
      .flatMap(({ words: [first = ''] }) => first.split('|'))
    expect([...new Set(known)].filter((word) => !shown.includes(word))).toEqual([])
  })
})

describe('docs/commands.md', () => {
  it('shows every npm script', () => {
    const shown = documented.filter(({ page }) => page === 'docs/commands.md')
    const missing = Object.keys(scripts).filter((name) => !shown.some((one) => one.script === name))
    expect(missing).toEqual([])
  })
})
