import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shareBrowser } from '#test/support/share-browser.ts'
import { type CityProcess, findFreePorts, startCityProcess } from '#test/support/city-process.ts'
import { copySources } from '#test/support/copy-sources.ts'

/** The line of the new page in the list of pages. */
const line = `  {
    id: 'rota',
    path: '/rota',
    title: { ja: '当番表', en: 'Duty rota' },
    needs: 'city.read',
  },
]
`

/** The two files of the new page, and the one of a new language, in a copy of the sources. */
const files: Readonly<Record<string, string>> = {
  'dashboard/pages/rota/words.ts': `import type { Labels } from '#domain/words/labels.ts'

export const lead: Labels = { ja: '今日の当番', en: 'On duty today' }

export const watched = (count: number): Labels => ({
  ja: \`見守る機器 \${count}台\`,
  en: \`Watches \${count} devices\`,
})
`,
  'dashboard/pages/rota/page.tsx': `import { fleet } from '../../state/fleet.ts'
import { textOf } from '../../state/preferences.ts'
import { lead, watched } from './words.ts'

export function Page() {
  return (
    <main id="main" class="status-page" tabIndex={-1}>
      <h2>{textOf(lead)}</h2>
      <p class="rota-count">{textOf(watched(fleet.value.length))}</p>
    </main>
  )
}
`,
  'dashboard/words/overlay-ja-x-simple.ts': `import type { Overlay } from './overlay.ts'

export const overlay: Overlay = {
  code: 'ja-x-simple',
  name: 'やさしい日本語',
  base: 'ja',
  words: { list: { title: 'きかいの いちらん' } },
  labels: { 状況: 'あぶないこと・のりもの', 当番表: 'きょうの かかり' },
}
`,
}

describe('a dashboard that grows', () => {
  const root = copySources()
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-grown-'))
  let city: CityProcess
  let browser: Browser

  beforeAll(async () => {
    const list = join(root, 'dashboard/pages.ts')
    const before = readFileSync(list, 'utf8')
    writeFileSync(
      list,
      before.replace(/\n\]\n/, () => `\n${line}`),
    )
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const ports = await findFreePorts()
    ;[city, browser] = await Promise.all([
      startCityProcess({ root, dataFolder, ports, args: ['--demo'] }),
      shareBrowser(),
    ])
  })
  afterAll(async () => {
    await city.close()
    rmSync(root, { recursive: true })
    rmSync(dataFolder, { recursive: true })
  })

  async function open(path: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
    await page.goto(city.url + path)
    await page.locator('html[data-idle="true"]').waitFor({ state: 'attached' })
    return page
  }
  const links = (page: Page) => page.locator('.page-links a').allInnerTexts()
  const heading = (page: Page) => page.locator('main h2').first().innerText()

  it('shows a page of three files from its menu, with title and address', async () => {
    const page = await open('/?lang=ja')
    expect(await links(page)).toEqual(['状況', '稼働状況', '機器', '大画面', '当番表'])
    await page.getByRole('link', { name: '当番表' }).click()
    expect(await heading(page)).toBe('今日の当番')
    expect(await page.locator('.rota-count').innerText()).toMatch(/^見守る機器 [1-9]\d*台$/)
    expect(await page.title()).toBe('当番表 | 稲敷市 | まちもり')
    expect(new URL(page.url()).pathname).toBe('/rota')
    await page.goBack()
    expect(await heading(page)).toBe('機器の一覧')
    await page.close()
  })

  it('shows it by its address alone, in English too', async () => {
    const page = await open('/rota?lang=en')
    expect(await heading(page)).toBe('On duty today')
    expect(await page.title()).toBe('Duty rota | Inashiki City | Machimori')
    expect(await page.locator('[aria-current="page"]:visible').innerText()).toBe('Duty rota')
    await page.close()
  })

  it('leads to it on a phone', async () => {
    const page = await open('/?lang=ja', { width: 390, height: 844 })
    await page.locator('.settings-button').click()
    await page.getByRole('link', { name: '当番表' }).click()
    expect(await heading(page)).toBe('今日の当番')
    await page.close()
  })

  it('offers a language of one file, which reads the rest in Japanese', async () => {
    const page = await open('/?lang=en')
    await page.getByRole('button', { name: 'やさしい日本語' }).click()
    expect(await heading(page)).toBe('きかいの いちらん')
    expect(await links(page)).toContain('あぶないこと・のりもの')
    expect(await links(page)).toContain('稼働状況')
    expect(await page.locator('html').getAttribute('lang')).toBe('ja-x-simple')
    await page.goto(`${city.url}/rota`)
    await expect.poll(() => page.title()).toBe('きょうの かかり | 稲敷市 | まちもり')
    await page.close()
  })
})
