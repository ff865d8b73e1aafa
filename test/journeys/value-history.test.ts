import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listBarriers, startPages, type StartedPages } from './start-pages.ts'

const minute = 60_000

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

describe('the history of a value', () => {
  let gauge: string
  // Whole minutes: a point of the chart holds each reading for itself.
  const ts = Math.floor(Date.now() / minute) * minute - 20 * minute

  beforeAll(async () => {
    gauge = pages.city.addDevice('flood').id
    await pages.send(gauge, { ts, level_m: 1.24 })
    await pages.send(gauge, { ts: ts + 10 * minute, level_m: 1.3 })
    await pages.send(gauge, { ts, level_m: 1.42 })
  })

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

  it('tells what a second message of the same moment added', async () => {
    const other = pages.city.addDevice('flood').id
    await pages.send(other, { ts, level_m: 1.5, battery_v: 3.6 })
    await pages.send(other, { ts, rain_mm: 3 })
    const { page, context } = await pages.open(`/?device=${other}&lang=ja`)
    await page.getByRole('button', { name: 'この値の履歴（訂正・判定）' }).click()
    await expect.poll(() => steps(page).count()).toBe(2)
    const [addition = '', receipt = ''] = await steps(page).allInnerTexts()
    expect(addition).toMatch(/^追加受信/)
    expect(addition).toMatch(/雨量\s+3\.0 mm\/10分/)
    expect(addition).not.toContain('1.50')
    expect(receipt).toMatch(/^受信/)
    expect(receipt).toMatch(/水位\s+1\.50 m/)
    expect(receipt).not.toContain('雨量')
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

describe('the events of a vehicle', () => {
  const start = Date.now() - 60 * minute
  const events = (page: Page) => page.locator('.event')
  const open = (bus: string, lang: string) => pages.open(`/?device=${bus}&lang=${lang}`)

  it('are read newest first, more of them by the keyboard, with what is wrong of each', async () => {
    const bus = pages.city.addDevice('bus').id
    const pauses = Array.from({ length: 30 }, (_, i) => {
      return { event_id: `p-${i}`, ts: start + i * 1_000, type: 'break_start' }
    })
    const said = { event_id: 'e-1', ts: start + minute, type: 'pickup', passengers: 2 }
    await pages.sendEvents(bus, [...pauses, { ...said, stop_id: 'nowhere' }])
    const { page, context, complaints } = await open(bus, 'ja')
    await expect.poll(() => events(page).count()).toBe(20)
    const newest = await events(page).first().innerText()
    expect(newest).toMatch(/^\d\d:\d\d\s+乗車\s+要確認\s+2人、nowhere/)
    expect(newest).toContain('乗降場所：登録のない停留所')
    expect(await listBarriers(page)).toEqual([])
    await page.getByRole('button', { name: '前の記録をさらに20件表示' }).press('Enter')
    await expect.poll(() => events(page).count()).toBe(31)
    // Who pressed it reads on where the older ones begin.
    expect(await page.locator('.event:focus').innerText()).toContain('休憩開始')
    expect(await page.getByRole('button', { name: /^前の記録/ }).count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('that nobody has sent yet are said to be none, and come while one looks', async () => {
    const bus = pages.city.addDevice('bus').id
    const { page, context } = await open(bus, 'en')
    await page.getByText('Nothing recorded').waitFor()
    // Its clock is ahead: no reason to hide it.
    const ts = Date.now() + 20 * minute
    await pages.sendEvents(bus, [{ event_id: 's-1', ts, type: 'service_start' }])
    await expect
      .poll(() => events(page).allInnerTexts(), { timeout: 20_000 })
      .toEqual([expect.stringMatching(/service starts\s+suspect\s+time is in the future/i)])
    await context.close()
  })
})
