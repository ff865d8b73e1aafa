import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listBarriers, startPages, type StartedPages } from './start-pages.ts'

const minute = 60_000

describe('the history of a value', () => {
  let pages: StartedPages
  let gauge: string
  // Whole minutes: a point of the chart holds each reading for itself.
  const ts = Math.floor(Date.now() / minute) * minute - 20 * minute

  beforeAll(async () => {
    pages = await startPages()
    gauge = pages.city.addDevice('flood').id
    await pages.send(gauge, { ts, level_m: 1.24 })
    await pages.send(gauge, { ts: ts + 10 * minute, level_m: 1.3 })
    await pages.send(gauge, { ts, level_m: 1.42 })
  })
  afterAll(() => pages.close())

  const history = (page: Page) => page.locator('.value-history')
  const steps = (page: Page) => history(page).locator('.history-step')
  const open = (lang: string) => pages.open(`/?device=${gauge}&lang=${lang}`)

  it('is opened from a point of the chart: what it was before, and when that changed', async () => {
    const { page, context, complaints } = await open('ja')
    await page.getByRole('slider').press('Home')
    await page.getByRole('button', { name: /の値の履歴$/ }).click()
    await expect.poll(() => steps(page).count()).toBe(2)
    const [correction = '', receipt = ''] = await steps(page).allInnerTexts()
    expect(correction).toContain('訂正')
    expect(correction).toContain('1.24 m → 1.42 m')
    expect(correction).toMatch(/\d\d:\d\d/)
    expect(receipt).toContain('受信')
    expect(receipt).toContain('1.24 m')
    expect(receipt).toContain('正常')
    expect(await listBarriers(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('follows a correction that comes while it is open', async () => {
    const { page, context } = await open('en')
    await page.getByRole('button', { name: 'History of this value' }).click()
    await expect.poll(() => history(page).innerText()).toContain('Not corrected or judged again')
    await pages.send(gauge, { ts: ts + 10 * minute, level_m: 1.35 })
    await expect
      .poll(() => steps(page).first().innerText(), { timeout: 20_000 })
      .toContain('1.30 m → 1.35 m')
    expect(await listBarriers(page)).toEqual([])
    await context.close()
  })

  it('is opened from the table of the chart and closed by the keyboard alone', async () => {
    const { page, context } = await open('ja')
    await page.getByRole('button', { name: '表で見る' }).click()
    const opener = page.locator('.time-button').last()
    await opener.press('Enter')
    await expect.poll(() => steps(page).count()).toBe(2)
    await page.locator('#value-history-title:focus').waitFor()
    await page.keyboard.press('Escape')
    expect(await history(page).count()).toBe(0)
    await page.locator('.time-button:focus').waitFor()
    // The panel itself is still open.
    expect(await page.locator('.panel').count()).toBe(1)
    await context.close()
  })

  it('says that it could not be read, and reads it again by itself', async () => {
    const { page, context } = await open('ja')
    await context.route('**/history*', (route) => route.abort())
    await page.getByRole('button', { name: 'この値の履歴（訂正・判定）' }).click()
    await expect.poll(() => history(page).innerText()).toContain('読み込めませんでした')
    await context.unroute('**/history*')
    await expect.poll(() => steps(page).count(), { timeout: 20_000 }).toBeGreaterThan(0)
    await context.close()
  })
})
