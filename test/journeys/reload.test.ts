import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDevice } from '#test/support/start-city.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const gauge = 'gauge-edosaki'

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
  await pages.send(gauge, { ts: Date.now() - 10_000, level_m: 1 })
})
afterAll(() => pages.close())

const register = (id: string) => pages.city.registry.add(createDevice(id, 'wifi'))

describe('a page that loads its devices again', () => {
  it('keeps a level that rose while the answer was on its way', async () => {
    const { page, context } = await pages.open('/')
    const row = page.locator(`[data-row="${gauge}"]`)
    await row.getByText('1.00').waitFor()
    const held = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    await page.route('**/v1/devices', async (route) => {
      const response = await route.fetch()
      written.resolve()
      await held.promise
      await route.fulfill({ response })
    })
    register('late-answer')
    await written.promise
    // A leap counts when the next value stands by it.
    for (const agoMs of [1_000, 0]) {
      await pages.send(gauge, { ts: Date.now() - agoMs, level_m: 5.2 })
    }
    await page.locator('.alarm-strip').getByText('5.20').waitFor()
    held.resolve()
    await page.locator('[data-row="late-answer"]').waitFor()
    expect(await row.textContent()).toContain('5.20')
    expect(await page.locator('.alarm-strip').textContent()).toContain('レベル5')
    await context.close()
  })

  it('asks again by itself when it was refused', async () => {
    const { page, context } = await pages.open('/')
    await page.route('**/v1/devices', (route) => route.fulfill({ status: 429 }), {
      times: 1,
    })
    register('after-refusal')
    const row = page.locator('[data-row="after-refusal"]')
    await row.waitFor({ state: 'attached' })
    expect(await row.textContent()).toContain('after-refusal')
    await context.close()
  })
})
