import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openOnWire } from './open-on-wire.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const [gauge, other] = ['gauge-edosaki', 'gauge-oshisuna'] as const

const patience = { timeout: 20_000, interval: 50 }

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
  for (const id of [gauge, other]) await pages.send(id, { ts: Date.now() - 60_000, level_m: 1 })
})
afterAll(() => pages.close())

/** Keeps what a screen reader is told: text that comes into a live region or changes there. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`
    globalThis.heard = []
    new MutationObserver((records) => {
      for (const { type, addedNodes, target } of records) {
        if (type === 'characterData') heard.push(target.data)
        for (const node of addedNodes) heard.push(node.textContent)
      }
    }).observe(document.querySelector('[aria-live="assertive"]'), {
      childList: true,
      characterData: true,
      subtree: true,
    })`)
  return () => page.evaluate<string[]>('heard')
}

/** A leap counts when the next value stands by it. */
async function sendTwice(id: string, level_m: number): Promise<void> {
  const ts = Date.now()
  await pages.send(id, { ts, level_m })
  await pages.send(id, { ts: ts + 1, level_m })
}

describe('a screen reader hears of the highest levels', () => {
  it('of every gauge that reached one while the page was cut off, in one go', async () => {
    const { page, wire, close } = await openOnWire(pages, '/')
    const heard = await listen(page)
    wire.cut()
    await page.clock.fastForward(17_000)
    await page.getByRole('alert').waitFor()
    for (const id of [gauge, other]) await sendTwice(id, 5.2)
    wire.mend()
    await page.clock.runFor(6_000)
    await vi.waitFor(async () => expect(await heard()).not.toEqual([]), patience)
    const told = await heard()
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/江戸崎.*レベル5.*押砂.*レベル5/)
    await close()
  })

  it('again, when a gauge falls and comes back with the same words', async () => {
    const { page, context } = await pages.open('/?lang=en')
    const heard = await listen(page)
    for (const [n, level_m] of [1, 5.2, 1, 5.2].entries()) {
      await sendTwice(gauge, level_m)
      const count = Math.ceil(n / 2)
      await vi.waitFor(async () => expect(await heard()).toHaveLength(count), patience)
    }
    const told = await heard()
    expect(told).toHaveLength(2)
    expect(told[0]).toMatch(/level 5/)
    expect(told[1]).toBe(told[0])
    await context.close()
  })
})
