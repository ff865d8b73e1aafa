import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
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
    expect(await rest.innerText()).toMatch(/ほか2か所\s*\d+か所は値が届いていません/)
    expect(await isWhole(page, '.alarm-rest')).toBe(true)
    await context.close()
  })
})
