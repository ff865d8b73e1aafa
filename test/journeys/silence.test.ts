import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pulseStaleAfterMs } from '#domain/operation/pulse.ts'
import { idle, listBarriers, startPages, type StartedPages } from './start-pages.ts'

/** The city's clock runs as time does, and jumps where the story says so. */
let jumpedMs = 0
const clock = {
  now: () => Date.now() + jumpedMs,
  monotonicMs: () => performance.now() + jumpedMs,
}

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages({
    demo: { scenario: null },
    clock,
    pulse: { everyMs: 50 },
    env: { ONLINE_TILES: 'false', DEVICE_BURST_READINGS: '10', DEVICE_READINGS_PER_S: '1' },
  })
  const ts = Date.now() - 3_600_000
  await pages.send('gauge-edosaki', { ts, seq: 1, level_m: 1 })
  await pages.send('gauge-edosaki', { ts: ts + 600_000, seq: 5, level_m: 1 })
  await pages.send('wifi-city-hall', { ts, clients: 12, window_s: 60 })
})
afterAll(() => pages.close())

describe('an officer', () => {
  it('is told when nothing comes through, though the page is connected and calm', async () => {
    const { city } = pages
    const { page, context } = await pages.open('/')
    const banner = page.getByRole('alert').filter({ hasText: '機器からのデータが届いていません' })
    expect(await banner.count()).toBe(0)

    city.broker.pauseListening('a test')
    // What was on its way may still arrive: again until it is silent.
    while ((await banner.count()) === 0) {
      jumpedMs += pulseStaleAfterMs + 1
      await banner.waitFor({ timeout: 5_000 }).catch(() => undefined)
    }
    expect(await banner.innerText()).toMatch(/\d+:\d\d:\d\d から自己点検の信号が画面まで届かず/)
    expect(await listBarriers(page)).toEqual([])

    const status = await pages.open('/status')
    const check = status.page.getByRole('region', { name: '自己点検' })
    await check.getByText('届いていません').waitFor()
    expect(await check.innerText()).toMatch(/最後の受信 \d\d:\d\d:\d\d \d+秒前/)
    expect(await listBarriers(status.page)).toEqual([])

    await city.broker.resumeListening()
    await banner.waitFor({ state: 'detached' })
    await check.getByText('届いています').waitFor()
    await status.context.close()
    await context.close()
  })
})

describe('who keeps the devices', () => {
  it('sees on one page what all of them made, and what of it is missing', async () => {
    const { page, context } = await pages.open('/status')
    const ledger = page.getByRole('region', { name: '欠落の記録' })
    await ledger.waitFor()
    await idle(page)
    const figures = await ledger.locator('dl > div').allInnerTexts()
    expect(figures.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      '想定 5',
      '受信 3',
      '欠落 3',
      '遅着 0',
      '重複 0',
      '訂正 0',
      '再起動 0',
    ])
    expect(await ledger.innerText()).toContain('seq）を送らない機器1台')
    await context.close()
  })

  it('sees which device sends more than it may, and what to look at', async () => {
    const { id } = pages.city.addDevice('flood', { name: { ja: '試験橋', en: 'Test bridge' } })
    const ts = Date.now()
    const many = Array.from({ length: 90 }, (_, n) => ({ ts: ts - n * 1_000, level_m: 1 }))
    await pages.send(id, many)
    const { page, context } = await pages.open('/status')
    const debts = page.getByRole('region', { name: '受信を待たせている機器' })
    await debts.getByText('試験橋').waitFor()
    expect(await debts.innerText()).toMatch(/保存できる件数を超えました：\d+件 超過/)
    expect(await listBarriers(page)).toEqual([])
    await context.close()
  })
})
