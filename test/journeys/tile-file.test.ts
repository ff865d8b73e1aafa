import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodePng } from '#test/support/png.ts'
import { startTestCity } from '#test/support/start-city.ts'
import { makeLakeFile } from '#test/support/tile-file.ts'
import { idle, startPages, type StartedPages } from './start-pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'tile-file-'))
const path = join(folder, 'lake.pmtiles')
/** A loaded machine draws late; nothing is measured here. */
const patience = { timeout: 30_000 }

async function startWith(content: Uint8Array | null): Promise<StartedPages> {
  rmSync(path, { force: true })
  if (content) writeFileSync(path, content)
  return startPages({
    demo: { scenario: null },
    env: { ONLINE_TILES: 'false', BASEMAP_FILE: path },
  })
}

afterAll(() => rmSync(folder, { recursive: true }))

interface Tiles {
  all: number
  /** With something drawn on them. */
  drawn: number
  /** With the style sheet's colour of water where the lake is. */
  wet: number
}

/** What the tiles on the map show, by one pixel of each. */
function countTiles(page: Page): Promise<Tiles> {
  return page.evaluate<Tiles>(`(() => {
    const probe = document.createElement('span')
    probe.style.color = 'var(--map-water)'
    document.body.append(probe)
    const water = getComputedStyle(probe).color.match(/\\d+/g).map(Number)
    probe.remove()
    const tiles = [...document.querySelectorAll('.tile-file-pane canvas')]
    const pixels = tiles.map((tile) => tile.getContext('2d').getImageData(40, 10, 1, 1).data)
    const isWet = (pixel) => water.every((part, index) => Math.abs(pixel[index] - part) < 2)
    const drawn = pixels.filter((pixel) => pixel[3] === 255)
    return { all: tiles.length, drawn: drawn.length, wet: drawn.filter(isWet).length }
  })()`)
}

describe('a city with a tile file', () => {
  let pages: StartedPages
  beforeAll(async () => {
    pages = await startWith(makeLakeFile())
  })
  afterAll(() => pages.close())

  it('is drawn on it in both themes, with its credit, and asks nobody else', async () => {
    const { page, context, foreign, complaints } = await pages.open('/')
    const { all, wet } = await countTiles(page)
    expect([all > 0, wet]).toEqual([true, all])
    const credits = page.locator('.map-credits')
    expect(await credits.textContent()).toContain('© 水辺の地図 / 境界: 国土数値情報')
    expect(await page.locator('.map-badge').textContent()).toBe('オフライン地図')
    const panes = ['ground', 'tile-file', 'base', 'names', 'vehicles', 'marker']
    const heights = await page.evaluate<number[]>(`${JSON.stringify(panes)}.map((pane) =>
      Number(getComputedStyle(document.querySelector('.leaflet-' + pane + '-pane')).zIndex))`)
    expect(heights).toEqual([...new Set(heights)].toSorted((a, b) => a - b))
    await page.emulateMedia({ colorScheme: 'dark' })
    await idle(page)
    await expect.poll(() => countTiles(page), patience).toEqual({ all, drawn: all, wet: all })
    expect([foreign, complaints]).toEqual([[], []])
    await context.close()
  })

  it('is drawn beyond the last zoom of the file, and gives way to forced colours', async () => {
    const { page, context, complaints } = await pages.open('/')
    for (let step = 0; step < 3; step++) {
      await page.getByRole('button', { name: '拡大' }).click()
      await idle(page)
    }
    const { all, drawn } = await countTiles(page)
    expect([all > 0, drawn]).toEqual([true, all])
    expect(await page.locator('.place-name span:visible').count()).toBeGreaterThan(0)
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await page.locator('.tile-file-pane').isVisible()).toBe(false)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('reads it in parts, never whole', async () => {
    const { page, context } = await pages.open('/')
    const asked: (string | undefined)[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('.pmtiles')) asked.push(request.headers()['range'])
    })
    await page.reload()
    await idle(page)
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.filter((range) => !range?.startsWith('bytes='))).toEqual([])
    await context.close()
  })

  it('says nothing is wrong while the server is away for a moment', async () => {
    const { page, context } = await pages.open('/', { hasOwnClock: true })
    const address = '**/basemap.pmtiles'
    await page.route(address, (route) => route.abort())
    const failed = page.waitForEvent('requestfailed', (request) =>
      request.url().includes('.pmtiles'),
    )
    await page.getByRole('button', { name: '縮小' }).click()
    await page.getByRole('button', { name: '縮小' }).click()
    await failed
    await expect.poll(async () => (await countTiles(page)).wet, patience).toBe(0)
    expect(await page.locator('.map-credits').textContent()).not.toContain('読めない')
    await page.unroute(address)
    // Every failure puts the next try off, so time passes until they are all over.
    const tryAgain = async () => {
      await page.clock.runFor(11_000)
      return (await countTiles(page)).wet
    }
    await expect.poll(tryAgain, patience).toBeGreaterThan(0)
    await context.close()
  })
})

describe('a city with a file of pictures', () => {
  it('shows them as they are, with their own names', async () => {
    const picture = encodePng(256, [10, 120, 200])
    const options = { tileType: 2, tileCompression: 1, metadata: { attribution: '© 写真' } }
    const pages = await startWith(makeLakeFile(options, picture))
    const { page, context, foreign, complaints } = await pages.open('/')
    const colours = await page.evaluate<string[]>(`[
      ...new Set([...document.querySelectorAll('.tile-file-pane canvas')].map((tile) =>
        tile.getContext('2d').getImageData(128, 128, 1, 1).data.join(' '))),
    ]`)
    expect(colours).toEqual(['10 120 200 255'])
    expect(await page.locator('.place-name span:visible').count()).toBe(0)
    expect(await page.locator('.map-credits').textContent()).toContain('© 写真')
    expect([foreign, complaints]).toEqual([[], []])
    await context.close()
    await pages.close()
  })
})

const sentence = '背景地図のファイルを読めないため、まちのデータだけで描いています'

describe('a city whose tile file', () => {
  const cases: [string, Uint8Array | null, string][] = [
    ['is not there', null, 'is not there (setting BASEMAP_FILE)'],
    ['is another file', Buffer.from('<html>Not found</html>'), 'is no PMTiles file'],
    ['came by half', makeLakeFile().subarray(0, 600), 'is half a file'],
  ]
  it.each(cases)('%s says so in the log and to its pages', async (_, content, words) => {
    rmSync(path, { force: true })
    if (content) writeFileSync(path, content)
    const city = await startTestCity({ demo: { scenario: null }, env: { BASEMAP_FILE: path } })
    expect(city.logged.filter((line) => line.includes('lake.pmtiles'))).toEqual([
      expect.stringContaining(words),
    ])
    const answer = await fetch(`${city.url}/v1/city`)
    expect(await answer.json()).toMatchObject({ base_map: 'unreadable' })
    await city.close()
  })

  it.each<[string, Uint8Array | null]>([
    ['cannot be read', null],
    ['has tiles that are none', makeLakeFile({}, Buffer.from('no tile at all'))],
  ])('%s falls back to its own map and says so', async (_, content) => {
    const pages = await startWith(content)
    const { page, foreign, complaints } = await pages.open('/')
    await page.locator('.map-credits').getByText(sentence).waitFor()
    expect(await page.locator('path.base-city').count()).toBeGreaterThan(0)
    expect(await page.locator('.tile-file-pane canvas').count()).toBe(0)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('The file of the background map cannot be read').waitFor()
    expect([foreign, complaints]).toEqual([[], []])
    await pages.close()
  })
})
