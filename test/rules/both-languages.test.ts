import { describe, expect, it } from 'vitest'
import { listFiles, readText } from './sources.ts'

/** An English page and the same one in Japanese. */
const pairs = listFiles()
  .filter((path) => path.endsWith('.ja.md'))
  .map((japanese) => [japanese.replace('.ja.md', '.md'), japanese] as const)

/** Comments of a command are in the page's own language. */
const withoutComments = (code: string) => code.replaceAll(/ +# .*$/gm, '')

const listCode = (page: string) =>
  [...readText(page).matchAll(/^```(.*?)^```$/gms)].map(([, code = '']) => withoutComments(code))

const listTargets = (page: string) =>
  [...readText(page).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) =>
    target.replace('.ja.md', '.md'),
  )

const shapeOf = (page: string) =>
  [...readText(page).matchAll(/^(#+|\d+\.|\||```\w*)/gm)].map(([mark]) => mark)

describe.each(pairs)('%s and %s', (english, japanese) => {
  it('have the same commands, links and pictures in the same order', () => {
    expect(listCode(japanese)).toEqual(listCode(english))
    expect(new Set(listTargets(japanese))).toEqual(new Set(listTargets(english)))
    expect(shapeOf(japanese)).toEqual(shapeOf(english))
  })

  it('name each other', () => {
    expect(readText(english)).toContain(`](${japanese.split('/').at(-1)})`)
    expect(readText(japanese)).toContain(`](${english.split('/').at(-1)})`)
  })
})
