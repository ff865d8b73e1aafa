import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { CityResource } from '#domain/wire/city.ts'
import { idle, listBarriers, startPages, type OpenPage, type StartedPages } from './start-pages.ts'

const outside = 'gauge-dejima'
let pages: StartedPages
/** One page of each size, for all tests that only look. */
let open: Record<'wall' | 'desk' | 'phone', OpenPage>

beforeAll(async () => {
  pages = await startPages()
  const now = Date.now()
  await pages.send(outside, { ts: now, level_m: 1.55 })
  await pages.send('gauge-ukishima', { ts: now, level_m: 0.8 })
  await pages.send('gauge-shibasaki', { ts: now, level_m: 0.4 })
  const full = { viewport: { width: 1920, height: 1080 } }
  open = {
    wall: await pages.open('/?view=wall', full),
    desk: await pages.open('/', full),
    phone: await pages.open('/?view=map', { viewport: { width: 390, height: 844 } }),
  }
})
afterAll(() => pages.close())

const arrowOf = (page: Page) => page.locator('.map-arrow', { hasText: '出島' })

/** Which of some parts lie over another part, by their words. */
function listCovered(page: Page, parts: string, others: string): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)]
      .map((part) => [part.textContent, part.getBoundingClientRect()])
    return boxes(${JSON.stringify(parts)}).flatMap(([text, a]) =>
      boxes(${JSON.stringify(others)})
        .filter(([other, b]) => other !== text
          && a.left < b.right - 1 && b.left < a.right - 1
          && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => text + ' / ' + other))
  })()`)
}

describe('the real map', () => {
  it.each(['wall', 'desk', 'phone'] as const)(
    'keeps scale and credits below itself, where they cover no mark: %s',
    async (size) => {
      const { page } = open[size]
      const map = await page.locator('.map-holder').boundingBox()
      const credits = await page.locator('.map-credits').boundingBox()
      expect(credits?.y).toBeGreaterThanOrEqual((map?.y ?? 0) + (map?.height ?? 0))
      const text = await page.locator('.map-credits').innerText()
      expect(text).toMatch(/行政区域データ.*Geolonia.*湖沼データ/s)
      // One publisher is named once, though two layers are from it.
      expect(text.match(/行政区域データ/g)).toHaveLength(1)
    },
  )

  it('prints the names of lakes, neighbours, and of gauges at which nothing is wrong', async () => {
    const { page } = open.desk
    expect(await page.locator('path.layer-neighbours').count()).toBe(9)
    expect(await page.locator('path.layer-lakes').count()).toBe(4)
    const areas = await page.locator('.area-name span').allInnerTexts()
    expect(areas).toEqual(expect.arrayContaining(['霞ヶ浦（西浦）', '美浦村']))
    const labels = await page.locator('.map-label').allInnerTexts()
    expect(labels).toEqual(expect.arrayContaining(['浮島 0.80 m', '柴崎 0.40 m']))
  })

  it('draws the service area along the outline, not across it', async () => {
    const course = (path: string) => open.desk.page.locator(path).first().getAttribute('d')
    expect(await course('path.base-zone')).toBe(await course('path.base-boundary'))
  })

  it.each(['wall', 'desk'] as const)(
    'explains bus, evacuation sites, stop and zone in the legend: %s',
    async (size) => {
      const { page } = open[size]
      const summary = page.locator('.legend summary')
      if (size === 'desk') await summary.click()
      const texts = await page.locator('.legend [data-sign]:visible').allInnerTexts()
      const wanted = [
        'デマンドバス',
        '指定緊急避難場所',
        '同（洪水は対象外）',
        '停留所',
        '運行区域',
      ]
      expect(texts).toEqual(expect.arrayContaining(wanted))
      const houses = [page.locator('.site-mark'), page.locator('.legend')].map((place) =>
        place.locator('.house path').first().getAttribute('d'),
      )
      const [onMap, inLegend] = await Promise.all(houses)
      expect(inLegend).toBe(onMap)
      if (size === 'desk') await summary.click()
    },
  )

  it('draws every evacuation site as a house that says its name when it is asked', async () => {
    const { page } = open.desk
    expect(await page.locator('.site-mark').count()).toBe(42)
    expect(await page.locator('.site-mark .is-no-floods').count()).toBe(6)
    const pointAt = (event: string) =>
      page.evaluate(`document.querySelector('.site-mark')
        .dispatchEvent(new MouseEvent('${event}', { bubbles: true }))`)
    await pointAt('mouseover')
    const pointed = page.locator('.site-name.is-pointed')
    const text = await pointed.innerText()
    const answer = await fetch(`${pages.city.url}/v1/city`)
    const { facilities } = (await answer.json()) as CityResource
    expect(text.replace(/（洪水は2階以上）$/, '')).toBe(facilities[0]?.name.ja)
    await pointAt('mouseout')
    await pointed.waitFor({ state: 'detached' })
  })
})

describe('a gauge outside the city', () => {
  it.each(['wall', 'desk'] as const)(
    'is an arrow at the edge with its name, value and level: %s',
    async (size) => {
      const { page } = open[size]
      const arrow = arrowOf(page)
      expect(await arrow.innerText()).toContain('出島 1.55 m')
      expect(await arrow.locator('.mark').getAttribute('data-shape')).toBe('circle')
      expect(await page.locator(`[data-device="${outside}"]`).count()).toBe(0)
      const map = await page.locator('.map-holder').boundingBox()
      const box = await arrow.boundingBox()
      expect((box?.y ?? 0) - (map?.y ?? 0)).toBeLessThan(12)
      // Nobody can press on a wall.
      expect(await page.locator('button.map-arrow').count()).toBe(size === 'wall' ? 0 : 1)
    },
  )

  it('is a mark where the map has room for it', async () => {
    const { page } = open.phone
    await page.locator(`[data-device="${outside}"] .mark`).waitFor()
    expect(await page.locator('.map-arrow').count()).toBe(0)
  })

  it('is chosen from the keyboard by its arrow, and the map goes there, again and again', async () => {
    const { page, complaints } = open.desk
    const arrow = arrowOf(page)
    const mark = page.locator(`[data-device="${outside}"] .mark`)
    await arrow.focus()
    await page.keyboard.press('Enter')
    await page.locator('.panel h2', { hasText: '出島' }).waitFor()
    expect(new URL(page.url()).searchParams.get('device')).toBe(outside)
    await mark.waitFor()
    await arrow.waitFor({ state: 'detached' })
    // Chosen already, but left by the map.
    await page.getByRole('button', { name: '市全体を表示' }).click()
    await arrow.click()
    await mark.waitFor()
    await arrow.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it('covers no other arrow, button or legend, and neither does what is raised far from the view', async () => {
    const { page, complaints } = open.desk
    for (const id of ['gauge-edosaki', 'gauge-yokotone', 'gauge-motoshin']) {
      await pages.send(id, { ts: Date.now(), level_m: 9 })
    }
    await page.getByRole('button', { name: '市全体を表示' }).click()
    const closer = page.getByRole('button', { name: '拡大' })
    for (let step = 0; step < 3; step++) {
      await closer.click()
      await idle(page)
    }
    await expect.poll(() => page.locator('.map-arrow').count()).toBeGreaterThan(2)
    const covered = () => listCovered(page, '.map-arrow', '.map-arrow, .map-buttons, .legend')
    expect(await covered()).toEqual([])
    expect(await page.locator('.site-name').count()).toBeGreaterThan(0)
    expect(await listCovered(page, '.site-name span', '.map-label, .map-arrow')).toEqual([])
    await page.locator('.legend summary').click()
    await expect.poll(covered).toEqual([])
    expect(await listBarriers(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
