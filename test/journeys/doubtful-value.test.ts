import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flags } from '#domain/readings/flags.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const gauge = 'gauge-oshisuna'
const other = 'gauge-ukishima'
const another = 'gauge-edosaki'
const minuteMs = 60_000

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
  await pages.send(gauge, { ts: Date.now() - 10 * minuteMs, level_m: 1.47 })
})
afterAll(() => pages.close())

describe('a gauge that jumps by four metres', () => {
  it('is unconfirmed at first: the record says so, and nobody is alarmed', async () => {
    const { page, context } = await pages.open('/')
    await pages.send(gauge, { ts: Date.now() - minuteMs, level_m: 5.3 })
    const line = page.locator('.crossing').first()
    await line.waitFor()
    expect(await line.innerText()).toContain('未確認')
    expect(await page.locator('.alarm-strip.is-raised').count()).toBe(0)
    expect(await page.locator('[aria-live="assertive"]').innerText()).toBe('')
    await context.close()
  })

  it('raises once the next value is there too; the record keeps how it came', async () => {
    const { page, context } = await pages.open('/')
    await pages.send(gauge, { ts: Date.now(), level_m: 5.31 })
    const strip = page.locator('.alarm-strip.is-raised')
    await strip.getByText('5.31').waitFor()
    expect(await strip.innerText()).toContain('レベル5')
    expect(await strip.innerText()).not.toContain('要確認の値')
    const line = await page.locator('.crossing').first().innerText()
    expect(line).toContain('要確認の値')
    expect(line).not.toContain('未確認')
    expect(await page.locator('[aria-live="assertive"]').innerText()).toContain('要確認の値')
    await context.close()

    const wall = await pages.open('/?view=wall', { viewport: { width: 1920, height: 1080 } })
    const foot = await wall.page.locator('.wall-record li').first().innerText()
    expect(foot).toContain('要確認の値')
    await wall.context.close()
  })

  it('is one crossing for whoever asks, with its flag', async () => {
    const answer = await fetch(`${pages.city.url}/v1/crossings?device=${gauge}`)
    const { items } = (await answer.json()) as { items: CrossingResource[] }
    expect(items).toMatchObject([{ flag: flags.suspect, confirmed: true, confirms: null }])
  })
})

describe('a gauge with a broken part', () => {
  const onMap = (id: string) => `.map-mark-body[data-device="${id}"] .mark`

  it('keeps its level on the map where only its rain gauge is broken', async () => {
    const { page, context } = await pages.open('/')
    await pages.send(gauge, { ts: Date.now(), level_m: 5.32, rain_mm: 700 })
    await page.locator('.alarm-strip').getByText('雨量：測定範囲外').waitFor()
    const mark = page.locator(onMap(gauge))
    expect(await mark.getAttribute('data-level')).toBe('5')
    expect(await mark.locator('.mark-sign').count()).toBe(1)

    await pages.send(gauge, { ts: Date.now(), rain_mm: 8 })
    const strip = page.locator('.alarm-strip')
    await strip.getByText('雨量：測定範囲外').waitFor({ state: 'detached' })
    await pages.send(gauge, { ts: Date.now(), rain_mm: 701 })
    await strip.getByText('雨量：測定範囲外').waitFor()
    // The figure beside the level is the one that gave it, never the rain.
    for (const part of ['レベル5', '市設定水位5に到達', '5.32']) {
      expect(await strip.innerText()).toContain(part)
    }
    expect(await mark.getAttribute('data-shape')).not.toBe('hatch')
    await context.close()
  })

  it('shows no figure that it cannot have measured, and says why', async () => {
    const { page, context } = await pages.open(`/?device=${other}`)
    await pages.send(other, { ts: Date.now(), level_m: 49 })
    const summary = page.locator('.panel-summary')
    await summary.getByText('異常値・判定に不使用').waitFor()
    expect(await summary.locator('.panel-figure .value').innerText()).toBe('–')
    await page.locator('.panel-body').getByText('この期間の値はありません').waitFor()
    expect(await page.locator(onMap(other)).getAttribute('data-shape')).toBe('hatch')
    await context.close()
  })
})

describe('a gauge that jumps while its battery fails as well', () => {
  it('is in doubt in the record and aloud, too', async () => {
    const { page, context } = await pages.open('/')
    await pages.send(another, { ts: Date.now() - 10 * minuteMs, level_m: 1.47 })
    await pages.send(another, { ts: Date.now() - minuteMs, level_m: 5.3 })
    await pages.send(another, { ts: Date.now(), level_m: 5.3, battery_v: 99 })
    const row = page.locator('.crossing', { hasText: /江戸崎.*レベル5/ })
    await row.waitFor()
    expect(await row.innerText()).toContain('要確認の値')
    expect(await page.locator('[aria-live="assertive"]').innerText()).toMatch(/江戸崎.*要確認の値/)
    await context.close()
  })
})
