import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages

beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const style = (page: Page, selector: string, property: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => {
      const { ownerDocument } = element
      return ownerDocument.defaultView?.getComputedStyle(element).getPropertyValue(name)
    }, property)

it('forced colours still tell what is chosen, and a live connection from a lost one', async () => {
  const { page, context } = await pages.open('/', { forcedColors: 'active' })
  const background = (selector: string) => style(page, selector, 'background-color')
  expect(await background('.language-switch [aria-pressed="true"]')).not.toBe(
    await background('.language-switch [aria-pressed="false"]'),
  )
  expect(await background('.page-links [aria-current]')).not.toBe(
    await background('.page-links :not([aria-current])'),
  )
  await page.locator('.connection-live').waitFor()
  expect(await background('.connection-sign')).not.toBe(await background('.header'))
  await context.close()
})

it('paper shows every row and no buttons, with the day and how sure it was', async () => {
  const { page, context } = await pages.open('/?device=gauge-edosaki')
  await page.emulateMedia({ media: 'print' })
  // A4, upright.
  await page.setViewportSize({ width: 794, height: 1_123 })
  expect(await page.locator('.clock-day').isVisible()).toBe(true)
  expect(await page.locator('.connection-word').isVisible()).toBe(true)
  expect(await style(page, '.row', 'content-visibility')).toBe('visible')
  expect(await page.locator('.panel-head .icon-button').isVisible()).toBe(false)
  expect(await page.locator('.settings-button').isVisible()).toBe(false)
  await context.close()
})
