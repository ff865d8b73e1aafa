import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPages, type StartedPages } from './start-pages.ts'

const buses = 1_000
/** A loop around the city; each bus starts elsewhere on it. */
const turnMs = 600_000
const measuredMs = 3_000
/** Other programs only ever add to the figure, so the best of a few windows is the true one. */
const windows = 4
/** Twice what a quiet machine needs: on a busy one the same work took 53 to 103 ms. */
const budgetMsPerSecond = 120

let pages: StartedPages
const ids: string[] = []
let feed: NodeJS.Timeout
let driving = Promise.resolve()

beforeAll(async () => {
  pages = await startPages()
  for (let index = 0; index < buses; index++) {
    const { id } = pages.city.addDevice('bus', { position: null, every_ms: { normal: 1_000 } })
    ids.push(id)
  }
  await drive()
})
afterAll(async () => {
  clearInterval(feed)
  await driving
  await pages.close()
})

async function drive(): Promise<void> {
  const ts = Date.now()
  await Promise.all(
    ids.map((id, index) => {
      const angle = 2 * Math.PI * (((ts % turnMs) + (index * turnMs) / buses) / turnMs)
      return pages.send(id, {
        ts,
        lat: 35.949 + 0.05 * Math.sin(angle) * (0.3 + (index % 10) / 10),
        lon: 140.375 + 0.1 * Math.cos(angle) * (0.3 + (index % 10) / 10),
        heading_deg: Math.round(((360 * angle) / (2 * Math.PI)) % 360),
      })
    }),
  )
}

describe('a thousand buses, one fix a second each', () => {
  it(`cost the page no more than ${budgetMsPerSecond} ms of its main thread a second`, async () => {
    const { page, context } = await pages.open('/', { viewport: { width: 1920, height: 1080 } })
    // Tried again, the fixes of the first try would come as well.
    clearInterval(feed)
    feed = setInterval(() => {
      driving = drive()
    }, 1_000)
    // The first seconds build the list and compile the code; the wall runs for days.
    await page.waitForTimeout(4_000)
    const debug = await context.newCDPSession(page)
    await debug.send('Performance.enable', { timeDomain: 'threadTicks' })
    const taskSeconds = async () => {
      const { metrics } = await debug.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
    }
    const costs: number[] = []
    for (let index = 0; index < windows; index++) {
      const before = await taskSeconds()
      const startedAt = performance.now()
      await page.waitForTimeout(measuredMs)
      const spentMs = ((await taskSeconds()) - before) * 1_000
      costs.push(spentMs / ((performance.now() - startedAt) / 1_000))
    }
    const perSecond = Math.min(...costs)
    console.info(`1,000 buses: ${costs.map(Math.round).join(', ')} ms of main thread a second`)
    expect(await countDrawn(page)).toBeGreaterThan(5_000)
    expect(perSecond).toBeLessThanOrEqual(budgetMsPerSecond)
    await context.close()
  })
})

/** Pixels on the canvas that are not empty: a test that only counts time passes with none. */
function countDrawn(page: { evaluate<T>(script: string): Promise<T> }): Promise<number> {
  return page.evaluate<number>(`(() => {
    const [, canvas] = document.querySelectorAll('.vehicle-canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let drawn = 0
    for (let at = 3; at < data.length; at += 4) if (data[at] > 0) drawn++
    return drawn
  })()`)
}
