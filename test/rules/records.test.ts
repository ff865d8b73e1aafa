import { describe, expect, it } from 'vitest'
import { lengthAt, listSentences } from './prose.ts'
import { listFiles, readText } from './sources.ts'

const folder = 'docs/decisions'
const topics = listFiles(folder).filter((path) => path !== `${folder}/libraries.md`)

/** Each decision of a page: its heading, and what follows up to the next one. */
const listDecisions = (page: string) =>
  readText(page)
    .split(/^### /m)
    .slice(1)
    .map((text) => ({ title: text.split('\n')[0] ?? '', text }))

describe.each(topics)('%s', (page) => {
  it('gives each decision its date, the options, the choice and the cost', () => {
    const incomplete = listDecisions(page)
      .filter(
        ({ text }) =>
          !/^\n_20\d\d-\d\d-\d\d[;_]/m.test(text.replace(/^.*\n/, '')) ||
          !['- **Options', '- **Choice.**', '- **Cost.**'].every((part) => text.includes(part)),
      )
      .map(({ title }) => title)
    expect(incomplete).toEqual([])
  })

  it('says what replaced a decision that no longer holds', () => {
    const [, ...dates] = readText(page).split(/^_(?=20)/m)
    const replaced = dates
      .map((text) => text.split(/_\n/)[0] ?? '')
      .filter((text) => / replaced /.test(text))
    expect(replaced.filter((text) => !text.includes(']('))).toEqual([])
  })
})

describe('DECISIONS.md', () => {
  it('names every page of decisions', () => {
    const index = readText('DECISIONS.md')
    expect(listFiles(folder).filter((path) => !index.includes(`](${path})`))).toEqual([])
  })
})

describe('CHANGELOG.md', () => {
  const page = readText('CHANGELOG.md')

  it('has the parts of Keep a Changelog, newest version first', () => {
    const parts = [...page.matchAll(/^### (.*)$/gm)].map(([, name = '']) => name)
    const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']
    expect(parts.filter((name) => !known.includes(name))).toEqual([])
    const versions = [...page.matchAll(/^## (Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\))$/gm)]
    expect(versions.length).toBe([...page.matchAll(/^## /gm)].length)
    expect(page).toContain(
      `## ${(JSON.parse(readText('package.json')) as { version: string }).version}`,
    )
  })

  it('has one short line a change', () => {
    const changes = page.split('\n').filter((line) => line.startsWith('- '))
    expect(changes.filter((line) => line.length > 120)).toEqual([])
    expect(page).not.toMatch(/^ +\S/m)
    expect(lengthAt(listSentences(page), 1)).toBeLessThanOrEqual(25)
  })
})
