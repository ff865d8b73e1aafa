import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listBarriers, startPages, type StartedPages } from './start-pages.ts'

/** Twenty minutes behind, until somebody sets it. */
let behindMs = 20 * 60_000
const clock = {
  now: () => Date.now() - behindMs,
  monotonicMs: () => performance.now(),
}
const reports = {
  'gauge-edosaki': { level_m: 4.9 },
  'gauge-shibasaki': { level_m: 1 },
  'gauge-inami': { level_m: 1 },
  'gauge-shimosuda': { level_m: 1 },
  'wifi-city-hall': { clients: 12, window_s: 60 },
}

let pages: StartedPages
const sendAll = async () => {
  for (const [device, values] of Object.entries(reports)) {
    await pages.send(device, { ts: Date.now(), ...values })
  }
}
beforeAll(async () => {
  pages = await startPages({ demo: { scenario: null }, clock })
})
afterAll(() => pages.close())

describe('an officer whose server has lost its clock', () => {
  it('does not see a calm city without a word: every page doubts it, until the clock is right', async () => {
    const { page, context } = await pages.open('/')
    const banner = page.getByRole('alert').filter({ hasText: 'サーバーの時計が合っていない疑い' })
    expect(await banner.count()).toBe(0)
    await sendAll()
    await banner.waitFor()
    expect(await banner.innerText()).toContain('受信時刻で判定しています')
    // Beside it and not in it: it would be read out with every report.
    await page.getByText('最近届いた5台のうち5台').waitFor()
    expect(await listBarriers(page)).toEqual([])

    const wall = await pages.open('/?view=wall&lang=en')
    await wall.page.getByRole('alert').filter({ hasText: "server's clock may be wrong" }).waitFor()
    await wall.context.close()

    behindMs = 0
    await sendAll()
    await banner.waitFor({ state: 'detached' })
    await page.locator('.alarm-strip').getByText('4.90').waitFor()
    await context.close()
  })
})
