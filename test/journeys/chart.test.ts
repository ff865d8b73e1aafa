import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startPages, type StartedPages } from './start-pages.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** How long a value may take to the screen of a busy machine. */
const soon = { timeout: 15_000 }

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const thresholds = {
  standby: 1,
  caution: 2,
  evac: null,
  danger: 3,
  overflow: null,
  authority: 'local',
  source: null,
  verified: false,
  valid_from: null,
} as const

const addGauge = () => pages.city.addDevice('flood', { thresholds }).id

async function sendAll(id: string, readings: readonly object[]): Promise<void> {
  for (const reading of readings) await pages.send(id, reading)
}

const history = (page: Page) => page.locator('.history')
const fieldChoice = (page: Page) => history(page).getByRole('combobox', { name: '項目' })
const summary = (page: Page) => history(page).locator('p', { hasText: '最高' })

describe('the field of a chart', () => {
  it('stays the one that was chosen, though the newest report does not hold it', async () => {
    const id = addGauge()
    const now = Date.now()
    await sendAll(id, [
      { ts: now - 3 * hourMs, level_m: 1.1, rain_mm: 2 },
      { ts: now - 1 * hourMs, level_m: 1.1, rain_mm: 8 },
    ])
    const { page, context } = await pages.open(`/?device=${id}`)
    await fieldChoice(page).selectOption({ label: '雨量' })
    await summary(page).getByText('最高 8.0 mm').waitFor(soon)
    await pages.send(id, { ts: Date.now(), level_m: 1.2 })
    await page.locator('.panel-figure', { hasText: '1.20' }).waitFor(soon)
    await history(page).getByRole('button', { name: '7日' }).click()
    await history(page).getByText('1点は1時間の値').waitFor(soon)
    expect(await summary(page).innerText()).toBe('雨量：最低 2.0 mm、最高 8.0 mm、最新 8.0 mm')
    expect(await fieldChoice(page).locator('option:checked').innerText()).toBe('雨量')
    await context.close()
  })

  it('is the level of a gauge with thresholds, though it spoke last of its rain alone', async () => {
    const id = addGauge()
    const now = Date.now()
    await sendAll(id, [
      { ts: now - 40 * minuteMs, level_m: 1.1 },
      { ts: now - 20 * minuteMs, level_m: 1.4 },
      { ts: now - minuteMs, rain_mm: 1 },
    ])
    const { page, context } = await pages.open(`/?device=${id}`)
    await summary(page).waitFor(soon)
    expect(await summary(page).innerText()).toBe('水位：最低 1.10 m、最高 1.40 m、最新 1.40 m')
    expect(await fieldChoice(page).locator('option').allInnerTexts()).toEqual(['水位', '雨量'])
    await context.close()
  })
})

describe('a chart that was empty', () => {
  it('is drawn with the first reading of a new device', async () => {
    const id = addGauge()
    const { page, context, complaints } = await pages.open(`/?device=${id}`)
    await history(page).getByText('この期間の値はありません').waitFor(soon)
    await pages.send(id, { ts: Date.now(), level_m: 1.2 })
    await history(page).locator('.chart canvas').waitFor(soon)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('the table of a chart', () => {
  it('counts values of its field, not readings: what failed has no part in the mean', async () => {
    const id = addGauge()
    const start = Math.floor(Date.now() / hourMs) * hourMs - hourMs
    const levels = [1.2, 49, 49, 49, 49, 49]
    const report = (level_m: number, index: number) => {
      return { ts: start + index * minuteMs, level_m, battery_v: 12.4 }
    }
    await sendAll(id, levels.map(report))
    const { page, context } = await pages.open(`/?device=${id}`)
    await history(page).getByRole('button', { name: '7日' }).click()
    await history(page).getByRole('button', { name: '表で見る' }).click()
    const cells = history(page).locator('tbody td')
    await cells.first().waitFor(soon)
    expect(await cells.allInnerTexts()).toEqual(['1.20', '1.20', '1.20', '1'])
    await context.close()
  })
})
