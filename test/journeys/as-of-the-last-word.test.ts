import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openOnWire } from './open-on-wire.ts'
import { startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
  for (const id of ['gauge-edosaki', 'gauge-dejima']) {
    await pages.send(id, { ts: Date.now(), level_m: 1 })
  }
  await pages.send('wifi-city-hall', { ts: Date.now(), clients: 12, window_s: 60 })
})
afterAll(() => pages.close())

/** Opens an address, cuts its line, and lets an hour pass in the browser. */
async function openAndCut(path: string, isReady: (page: Page) => Promise<void>) {
  const { page, wire, close } = await openOnWire(pages, path)
  await isReady(page)
  return {
    page,
    async cut() {
      wire.cut()
      await page.clock.fastForward(3_600_000)
      await page.getByRole('alert').waitFor()
    },
    close,
  }
}

const isHatched = (page: Page, selector: string) =>
  page.evaluate<boolean>(
    `getComputedStyle(document.querySelector('${selector}')).backgroundImage.includes('gradient')`,
  )

describe('a page that has been cut off for an hour', () => {
  it('on the wall still counts the devices as they were, hatched as all that is old', async () => {
    const counts = '.kind-counts'
    const { page, cut, close } = await openAndCut('/?view=wall', (page) =>
      page.locator(counts).waitFor(),
    )
    const before = await page.locator(counts).innerText()
    expect(before).toMatch(/2 \/ \d+/)
    expect(await isHatched(page, counts)).toBe(false)
    await cut()
    expect(await page.locator(counts).innerText()).toBe(before)
    expect(await isHatched(page, counts)).toBe(true)
    await close()
  })

  it('calls no value of a panel the present one', async () => {
    const sentence = '.panel-sentence'
    const { page, cut, close } = await openAndCut('/?device=gauge-edosaki', (page) =>
      page.locator(sentence).getByText('現在 1.00 m').waitFor(),
    )
    await cut()
    expect(await page.locator(sentence).innerText()).toMatch(/^最終 .*1\.00 m$/)
    await close()
  })

  it('on 稼働状況 keeps the verdict of the time that it names, and hatches every figure', async () => {
    const cell = '.tally > div'
    const { page, cut, close } = await openAndCut('/status', (page) =>
      page.locator(cell).first().waitFor(),
    )
    const verdict = page.locator('.verdict-sentence')
    const before = await verdict.innerText()
    expect(before).toContain('3台が予定どおり届いています')
    await cut()
    expect(await page.locator('.verdict-past').innerText()).toContain('時点の状態です')
    expect(await verdict.innerText()).toBe(before)
    expect(await page.locator('.self-check').innerText()).toContain('現在確認できません')
    for (const part of [cell, '.self-check']) expect(await isHatched(page, part)).toBe(true)
    await close()
  })
})
