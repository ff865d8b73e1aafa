import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openOnWire } from './open-on-wire.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const gauge = 'gauge-edosaki'
const minuteMs = 60_000

let pages: StartedPages
let start: number
beforeAll(async () => {
  pages = await startPages()
  start = Date.now() - 60 * minuteMs
  await pages.send(gauge, { ts: start, seq: 1, level_m: 1 })
})
afterAll(() => pages.close())

const ledger = (page: Page) => page.locator('.panel').getByRole('region', { name: '欠落の記録' })
const missing = (page: Page, count: number) =>
  ledger(page).locator('dl > div', { hasText: '欠落' }).getByText(String(count), { exact: true })

describe('the panel of a gauge', () => {
  it('follows its ledger while it is open: a hole, and what fills it', async () => {
    const { page, context } = await pages.open(`/?device=${gauge}`)
    await missing(page, 0).waitFor()
    await pages.send(gauge, { ts: start + 30 * minuteMs, seq: 4, level_m: 1 })
    await missing(page, 2).waitFor()
    await pages.send(gauge, { ts: start + 20 * minuteMs, seq: 3, level_m: 1 })
    await missing(page, 1).waitFor()
    expect(await ledger(page).locator('dl').innerText()).toMatch(/遅着\s*1/)
    await context.close()
  })

  it('opened without a line says that nothing could be read, and reads it with the return', async () => {
    const { page, wire, close } = await openOnWire(pages, '/')
    wire.cut()
    await page.clock.fastForward(20_000)
    await page.getByRole('alert').waitFor()
    await page.locator(`[data-row="${gauge}"]`).click()
    const history = page.locator('.history')
    await history.getByText('読み込めませんでした').waitFor()
    expect(await history.innerText()).not.toContain('この期間の値はありません')
    expect(await ledger(page).innerText()).toContain('読み込めませんでした')
    wire.mend()
    await page.clock.runFor(6_000)
    await history.locator('.chart canvas').waitFor()
    await missing(page, 1).waitFor()
    expect(await history.innerText()).not.toContain('読み込めませんでした')
    await close()
  })
})
