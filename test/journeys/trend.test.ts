import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDevice } from '#test/support/start-city.ts'
import { openOnWire } from './open-on-wire.ts'
import { idle, startPages, type StartedPages } from './start-pages.ts'

const gauge = 'gauge-edosaki'
const minuteMs = 60_000
const everyChange = '**/v1/devices/gauge-*/readings?*agg=last*'

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
  // A centimetre a minute, for two hours: 60 of them in one.
  const last = Date.now()
  const rising = Array.from({ length: 121 }, (_, n) => ({
    ts: last - (120 - n) * minuteMs,
    level_m: Number((0.1 + n / 100).toFixed(2)),
  }))
  await pages.send(gauge, rising)
})
afterAll(() => pages.close())

describe('the change in one hour', () => {
  it('is that of one hour, not of fifty minutes', async () => {
    const { page, context } = await pages.open(`/?device=${gauge}`)
    const sentence = page.locator('.panel-sentence', { hasText: '1時間で' })
    expect(await sentence.innerText()).toContain('1時間で +0.60 m')
    await context.close()
  })

  it('is asked for once in five minutes, however often the devices were loaded again', async () => {
    const { page, wire, close } = await openOnWire(pages, '/')
    const asked: string[] = []
    const answered = new Set<string>()
    page.on('requestfinished', (request) => answered.add(new URL(request.url()).pathname))
    const held = Promise.withResolvers<void>()
    await page.route(everyChange, async (route) => {
      asked.push(new URL(route.request().url()).pathname)
      await held.promise
      await route.continue()
    })
    await page.reload()
    await idle(page)
    await expect.poll(() => asked).not.toEqual([])
    for (const id of ['one-more', 'and-another']) {
      pages.city.registry.add(createDevice(id, 'wifi'))
      await page.locator(`[data-row="${id}"]`).waitFor()
    }
    held.resolve()
    // Only the last round goes on to the last gauge.
    const gauges = pages.city.registry.list().filter(({ id }) => id.startsWith('gauge-'))
    const readingsOf = ({ id }: { id: string }) => `/v1/devices/${id}/readings`
    await expect.poll(() => gauges.every((gauge) => answered.has(readingsOf(gauge)))).toBe(true)
    // What the server says after the leap would count as a return, and ask again at once.
    wire.cut()
    await page.evaluate(`new Promise(requestAnimationFrame)`)
    await page.unroute(everyChange)
    await page.route(everyChange, (route) => {
      asked.push(new URL(route.request().url()).pathname)
      return route.abort()
    })
    asked.length = 0
    await page.clock.fastForward(5 * minuteMs)
    await expect.poll(() => new Set(asked).size).toBe(gauges.length)
    expect(asked).toHaveLength(gauges.length)
    await close()
  })
})
