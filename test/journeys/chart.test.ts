import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { listBarriers, startPages, type StartedPages } from './start-pages.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** How long a value may take to the screen of a busy machine. */
const soon = { timeout: 15_000 }

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const thresholds = localThresholds({ standby: 1, caution: 2, danger: 3 })

const addGauge = () => pages.city.addDevice('flood', { thresholds }).id

async function sendAll(id: string, readings: readonly object[]): Promise<void> {
  for (const reading of readings) await pages.send(id, reading)
}

const history = (page: Page) => page.locator('.history')
const fieldChoice = (page: Page) => history(page).getByRole('combobox', { name: '項目' })
const summary = (page: Page) => history(page).locator('p', { hasText: '最高' })

const rainSummary = (page: Page) => history(page).locator('p', { hasText: '最大' })

describe('the rain of a gauge', () => {
  it('is told with its windows, in totals, bars and a table, and says what is missing', async () => {
    const id = addGauge()
    const newest = Math.floor(Date.now() / (10 * minuteMs)) * 10 * minuteMs
    // Three hours of 12 mm in ten minutes; one report of the last hour did not come.
    const said = Array.from({ length: 18 }, (_, i) => ({
      ts: newest - (17 - i) * 10 * minuteMs,
      level_m: 0.5,
      rain_mm: 12,
    })).toSpliced(14, 1)
    await sendAll(id, said)
    const { page, context, complaints } = await pages.open(`/?device=${id}`)
    const totals = page.locator('.totals')
    await totals.getByText('60.0 mm').waitFor(soon)
    const rows = (await totals.innerText()).split(/\s*\n\s*/)
    expect(rows.join(' ')).toMatch(
      /^10分雨量 12\.0 mm 1時間雨量 60\.0 mm 欠測あり 3時間雨量 204\.0 mm 24時間雨量 204\.0 mm 欠測あり 累加雨量 204\.0 mm .*以前から$/,
    )
    const now = page.locator('.pairs', { hasText: '水位' })
    expect(await now.innerText()).toMatch(/雨量\s+12\.0 mm\/10分/)
    await fieldChoice(page).selectOption({ label: '雨量' })
    await rainSummary(page).getByText('最大 12.0 mm/10分').waitFor(soon)
    const slider = history(page).getByRole('slider')
    await slider.press('End')
    await slider.press('ArrowLeft')
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^.*\d+:\d+〜.*\d+:\d+ 12\.0 mm/)
    expect(await listBarriers(page)).toEqual([])
    await history(page).getByRole('button', { name: '表で見る' }).click()
    expect(await history(page).locator('caption').innerText()).toBe('雨量（mm/10分）')
    expect(await history(page).locator('tbody tr').first().innerText()).toMatch(/12\.0\s+100 %\s+1/)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('has no sum where a gauge tells rolling hours, and says why', async () => {
    const id = addGauge()
    const ten = 10 * minuteMs
    const newest = Math.floor(Date.now() / ten) * ten
    const rolling = Array.from({ length: 12 }, (_, i) => {
      return { ts: newest - (11 - i) * ten, rain_mm: 6, rain_window_s: 3_600 }
    })
    await sendAll(id, rolling)
    const { page, context } = await pages.open(`/?device=${id}`)
    await page.locator('.panel-figure', { hasText: 'mm/1時間' }).waitFor(soon)
    await page.locator('.totals', { hasText: '1時間雨量' }).waitFor(soon)
    expect(await page.locator('.totals').innerText()).not.toContain('10分')
    await fieldChoice(page).selectOption({ label: '雨量' })
    await history(page).getByText('観測の時間幅が重なる').waitFor(soon)
    await context.close()
  })
})

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
    await rainSummary(page).getByText('最大 8.0 mm/10分').waitFor(soon)
    await pages.send(id, { ts: Date.now(), level_m: 1.2 })
    await page.locator('.panel-figure', { hasText: '1.20' }).waitFor(soon)
    await history(page).getByRole('button', { name: '7日' }).click()
    await history(page).getByText('1本は1時間の合計').waitFor(soon)
    // Two windows of ten minutes in a week: the sum must not stand alone.
    const rain = '雨量：この期間の合計 10.0 mm 欠測あり、最大 8.0 mm/1時間'
    expect(await rainSummary(page).innerText()).toBe(rain)
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
    const level = /^水位：最低 1\.10 m、最高 1\.40 m、最新 1\.40 m（.*\d+:\d+）$/
    expect(await summary(page).innerText()).toMatch(level)
    expect(await fieldChoice(page).locator('option').allInnerTexts()).toEqual(['水位', '雨量'])
    await context.close()
  })
})

/** Pixels of the drawing in the colour of its line, in the page. */
const countLinePixels = `(() => {
  const canvas = document.querySelector('.chart canvas')
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  const [red, green, blue] = [0x1f, 0x60, 0x96]
  let count = 0
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1
  }
  return count
})()`

describe('a chart that was empty', () => {
  it('is drawn with the first reading of a new device', async () => {
    const id = addGauge()
    const { page, context, complaints } = await pages.open(`/?device=${id}`)
    await history(page).getByText('この期間の値はありません').waitFor(soon)
    await pages.send(id, { ts: Date.now(), level_m: 1.2 })
    await history(page).locator('.chart canvas').waitFor(soon)
    // One value has no line, and its bucket beside it only a short one: it is a dot.
    await expect.poll(() => page.evaluate<number>(countLinePixels), soon).toBeGreaterThan(20)
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

describe('a gauge whose battery fails for hours', () => {
  const start = Math.floor(Date.now() / (10 * minuteMs)) * 10 * minuteMs - 2 * hourMs
  /** Well for two reports, then out of range in all others. */
  const report = (index: number) => ({
    ts: start + index * 10 * minuteMs,
    level_m: 1 + index / 10,
    battery_v: index < 2 ? 12.4 : 99,
  })
  const languages = [
    {
      lang: 'ja',
      level: /^水位：最低 1\.00 m、最高 2\.20 m、最新 2\.20 m（/,
      battery: '電池',
      wrong: '品質 異常',
      caption: '電池（V）',
    },
    {
      lang: 'en',
      level: /^Water level: lowest 1\.00 m, highest 2\.20 m, newest 2\.20 m \(/,
      battery: 'Battery',
      wrong: 'Quality fail',
      caption: 'Battery (V)',
    },
  ]
  let id = ''
  beforeAll(async () => {
    id = addGauge()
    await sendAll(
      id,
      Array.from({ length: 13 }, (_, index) => report(index)),
    )
  })

  it.each(languages)('keeps its chart, and says what failed, $lang', async (texts) => {
    const { page, context } = await pages.open(`/?device=${id}&lang=${texts.lang}`)
    await history(page).locator('.chart canvas').waitFor(soon)
    const words = history(page).locator('p').first()
    await words.getByText(texts.level).waitFor(soon)
    const values = page.locator('.pairs > div')
    const [level, battery] = ['2.20', texts.battery].map((hasText) => values.filter({ hasText }))
    expect(await level?.innerText()).not.toContain(texts.wrong)
    expect(await battery?.innerText()).toContain(texts.wrong)

    await history(page).getByRole('combobox').selectOption({ label: texts.battery })
    await history(page).locator('.history-controls .button').nth(-2).click()
    expect(await history(page).locator('caption').innerText()).toBe(texts.caption)
    // The last that counts, with its own time: nobody may take it for the present.
    const last = history(page).locator('tbody tr').first()
    const [time = ''] = (await last.locator('th').innerText()).split(' ').slice(-1)
    expect(await last.locator('td').allInnerTexts()).toEqual(['12.40', '12.40', '12.40', '1'])
    expect(await words.innerText()).toContain(time)
    await context.close()
  })
})
