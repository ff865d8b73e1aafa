import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pictures } from '#test/pictures/pictures.ts'
import { listFiles, readText, root } from './sources.ts'

const folder = 'docs/pictures'
const taken = pictures.map(({ name }) => `${folder}/${name}.png`)

interface Shown {
  page: string
  alt: string
  path: string
}

/** The pictures that the pages show: ![words](path). */
const shown = listFiles()
  .filter((path) => path.endsWith('.md'))
  .flatMap((page): Shown[] =>
    [...readText(page).matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(
      ([, alt = '', target = '']) => ({
        page,
        alt,
        path: posix.join(posix.dirname(page), target),
      }),
    ),
  )

describe('the pictures of the documents', () => {
  it('are those that `npm run pictures` takes, no more and no fewer', () => {
    expect(listFiles(folder).toSorted()).toEqual(taken.toSorted())
  })

  it('are shown on a page, with words for those who do not see them', () => {
    expect(taken.filter((path) => !shown.some((each) => each.path === path))).toEqual([])
    expect(shown.filter(({ path }) => !taken.includes(path))).toEqual([])
    expect(shown.filter(({ alt }) => alt.length < 10)).toEqual([])
  })

  it('stand at the top of both READMEs', () => {
    for (const page of ['README.md', 'README.ja.md']) {
      const [top = ''] = readText(page).split('\n## ')
      const atTop = taken.filter((path) => top.includes(`](${path})`))
      expect({ page, atTop }).toEqual({ page, atTop: taken })
    }
  })

  it.each(pictures)(
    '$name has its size on the page, and is small',
    ({ name, viewport, bytesMax }) => {
      const png = readFileSync(join(root, folder, `${name}.png`))
      expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toEqual(viewport)
      expect(png.length).toBeLessThanOrEqual(bytesMax)
    },
  )
})
