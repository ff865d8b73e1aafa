import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openOnWire } from './open-on-wire.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const phone = { viewport: { width: 390, height: 844 } }

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
  for (const [id, level_m] of [
    ['gauge-edosaki', 2.5],
    ['gauge-yokotone', 2.9],
    ['gauge-dejima', 1.55],
  ] as const) {
    await pages.send(id, { ts: Date.now(), level_m })
  }
})
afterAll(() => pages.close())

/** True where no part of an element lies outside the screen to the left or right. */
const isWhole = (page: Page, selector: string) =>
  page.evaluate<boolean>(`(() => {
    const { left, right, width } = document.querySelector('${selector}').getBoundingClientRect()
    return width > 0 && left >= 0 && right <= innerWidth
  })()`)

describe('an officer outside, with a phone', () => {
  it('reads in the strip how many other gauges are raised and how many are silent', async () => {
    const { page, context } = await pages.open('/', phone)
    const rest = page.locator('.alarm-rest')
    expect(await rest.isVisible()).toBe(true)
    expect(await rest.innerText()).toMatch(/ほか2か所\s*\d+か所は水位を確認できません/)
    expect(await isWhole(page, '.alarm-rest')).toBe(true)
    await context.close()
  })

  it('taps 地図 with a panel open and sees the map', async () => {
    const { page, context } = await pages.open('/?device=gauge-edosaki', phone)
    await page.locator('.panel').waitFor()
    await page.locator('.bottom-tabs').getByRole('button', { name: '地図' }).click()
    await page.locator('.panel').waitFor({ state: 'detached' })
    expect(await page.locator('.map-holder').isVisible()).toBe(true)
    expect(new URL(page.url()).search).toBe('?view=map')
    await context.close()
  })

  it.each(['ja', 'en'])('reaches the settings whatever the line does (%s)', async (lang) => {
    const viewport = { width: 360, height: 740 }
    const { page, wire, close } = await openOnWire(pages, `/?lang=${lang}`, { viewport })
    wire.cut()
    for (const [silentMs, state] of [
      [7_000, '.connection-unstable'],
      [10_000, '.connection-cut'],
    ] as const) {
      await page.clock.fastForward(silentMs)
      await page.locator(state).waitFor()
      expect(await isWhole(page, '.settings-button')).toBe(true)
      expect(await page.evaluate<number>(`document.documentElement.scrollWidth`)).toBe(360)
    }
    await close()
  })

  it('reads every count of 欠落の記録 on one line', async () => {
    const { page, context } = await pages.open('/status', phone)
    await page.locator('.tally dd').first().waitFor()
    const [seen, tall] = await page.evaluate<[string, number]>(`(() => {
      const count = document.querySelector('.tally dd')
      const one = count.clientHeight
      count.textContent = '9,110,191'
      return [count.textContent, count.clientHeight / one]
    })()`)
    expect([seen, tall]).toEqual(['9,110,191', 1])
    await context.close()
  })
})
