import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileCache } from '#test/support/city-process.ts'
import { listFiles, readText, root } from './sources.ts'

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

/** What `npm run SCRIPT -- --help` prints. */
async function readHelp(script: string): Promise<string> {
  const [, command = ''] = (scripts[script] ?? '').split('&& node ')
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
  const args = [...command.split(' '), '--help']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env })
  return stdout
}

const helps = new Map<string, string>()
beforeAll(async () => {
  for (const script of withHelp) helps.set(script, await readHelp(script))
})

const has = (help: string, word: string) => new RegExp(`(^|[\\s(|"[])${word}\\b`, 'm').test(help)

describe.each(withHelp)('npm run %s', (script) => {
  it('has the sub-commands and options that the pages name', () => {
    const help = helps.get(script) ?? ''
    const wrong = documented
      .filter((each) => each.script === script)
      .flatMap(({ page, words }) => {
        // The first words before an option are sub-commands where they are in small letters: add|list.
        const [first = ''] = words
        const named = /^[a-z]+(\|[a-z]+)*$/.test(first) ? first.split('|') : []
        const options = words.flatMap((word) => /^\[?(--[a-z-]+)/.exec(word)?.[1] ?? [])
        return [...named, ...options]
          .filter((word) => !has(help, word))
          .map((word) => `${page}: npm run ${script} -- ${word}`)
      })
    expect(wrong).toEqual([])
  })

  it('has each of its sub-commands in docs/commands.md', () => {
    const help = helps.get(script) ?? ''
    expect(help).toContain(`npm ${script === 'start' ? '' : 'run '}${script}`)
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
