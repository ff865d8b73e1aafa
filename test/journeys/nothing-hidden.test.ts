import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openOnWire } from './open-on-wire.ts'
import { idle, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages

beforeAll(async () => {
  pages = await startPages()
  const now = Date.now()
  const levels = {
    'gauge-edosaki': 2.5,
    'gauge-yokotone': 2.1,
    'gauge-shin-yokotone': 1.42,
    'gauge-dejima': 2.62,
    'gauge-motoshin': -0.05,
    'gauge-edosaki-ditch': 1.7,
  }
  for (const [id, level_m] of Object.entries(levels)) await pages.send(id, { ts: now, level_m })
})
afterAll(() => pages.close())

/** What is wider than its place or sticks out of it at the bottom: text that nobody can read. */
function listCut(page: Page, selector: string): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(selector)})]
    .filter((place) => place.scrollWidth > place.clientWidth + 1
      || place.scrollHeight > place.clientHeight + 1)
    .map((place) => place.className + ': ' + place.textContent.slice(0, 60))`)
}

const wallParts = '.alarm-strip, .top-gauges, .top-gauge, .kind-counts, .kind-title, .legend'

describe('the wall', () => {
  const panels = [
    [1920, 1080, 'ja'],
    [1920, 1080, 'en'],
    [3840, 2160, 'en'],
  ] as const
  it.each(panels)(
    '%d × %d in %s: nothing is cut or lies over another',
    async (width, height, lang) => {
      const viewport = { width, height }
      const path = `/?view=wall&lang=${lang}`
      const { page, wire, close } = await openOnWire(pages, path, { viewport })
      expect(await listCut(page, wallParts)).toEqual([])
      // The banner of a lost connection takes height, and still everything fits.
      wire.cut()
      await page.clock.fastForward(20_000)
      await page.getByRole('alert').waitFor()
      expect(await listCut(page, wallParts)).toEqual([])
      // Polled, because the map follows its new size a frame after the banner.
      await expect.poll(() => cityBelowCredits(page)).toBe(false)
      await close()
    },
  )
})

/** True where the credits lie over the outline of the city. */
function cityBelowCredits(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const city = document.querySelector('path.base-boundary').getBoundingClientRect()
    const credits = document.querySelector('.map-credits').getBoundingClientRect()
    return city.bottom > credits.top + 1
  })()`)
}

describe('the map', () => {
  const screens = [
    [390, 844, '/?view=map'],
    [1366, 768, '/?lang=en'],
    [1440, 900, '/'],
  ] as const
  it.each(screens)('%d × %d: shows every label whole', async (width, height, path) => {
    const { page, context } = await pages.open(path, { viewport: { width, height } })
    const cut = await page.evaluate<string[]>(`(() => {
      const map = document.querySelector('.map-holder').getBoundingClientRect()
      return [...document.querySelectorAll('.map-label')]
        .filter((label) => {
          const { left, right } = label.getBoundingClientRect()
          return left < map.right && right > map.left && (left < map.left || right > map.right)
        })
        .map((label) => label.textContent)
    })()`)
    expect(cut).toEqual([])
    expect(await page.locator('.map-label').count()).toBeGreaterThan(3)
    expect(await cityBelowCredits(page)).toBe(false)
    await context.close()
  })

  it('stays behind the list of a phone, and shows what was chosen there once it is opened', async () => {
    const { page, context, complaints } = await pages.open('/', {
      viewport: { width: 390, height: 844 },
      reducedMotion: 'no-preference',
    })
    await page.locator('[data-row="gauge-dejima"]').click()
    await page.locator('.panel').waitFor()
    expect(page.url()).toContain('device=gauge-dejima')
    await page.goto(`${pages.city.url}/?device=gauge-dejima`)
    await page.locator('.panel').waitFor()
    await page.setViewportSize({ width: 1280, height: 800 })
    await idle(page)
    await page.locator('.map-mark-body.is-selected .mark').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('shows a gauge outside the city together with the city', async () => {
    const { page, context } = await pages.open('/?device=gauge-dejima')
    const map = await page.locator('.map-holder').boundingBox()
    const gauge = await page.locator('.map-mark-body.is-selected .mark').boundingBox()
    const city = await page.locator('path.base-boundary').first().boundingBox()
    if (!map || !gauge || !city) throw new Error('not drawn')
    for (const { x, y, width, height } of [gauge, city]) {
      expect(x).toBeGreaterThanOrEqual(map.x)
      expect(y).toBeGreaterThanOrEqual(map.y)
      expect(x + width).toBeLessThanOrEqual(map.x + map.width)
      expect(y + height).toBeLessThanOrEqual(map.y + map.height)
    }
    await context.close()
  })
})

describe('a city whose gauges have no thresholds', () => {
  it('is never called calm', async () => {
    const ids = pages.city.registry.list().filter(({ thresholds }) => thresholds)
    expect(ids.length).toBeGreaterThan(0)
    const bare = await startPages({ demo: undefined })
    bare.city.addDevice('flood', {})
    const { page, context } = await bare.open('/')
    const strip = await page.locator('.alarm-strip').innerText()
    expect(strip).toContain('警戒の対象となる水位計がありません')
    expect(strip).not.toContain('基準水位に達した水位計はありません')
    await context.close()
    await bare.close()
  })
})
