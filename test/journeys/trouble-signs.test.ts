import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { troubles, type Trouble } from '#dashboard/logic/device/trouble.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const minuteMs = 60_000
const words: Record<Trouble, readonly [ja: string, en: string]> = {
  missing: ['未受信', 'Never seen'],
  expired: ['通信途絶', 'Silent'],
  no_value: ['欠測', 'No value'],
  clock_fault: ['時計異常', 'Clock fault'],
  late: ['遅れ', 'Late'],
  suspect: ['要確認の値', 'Check value'],
  out_of_service: ['休止', 'Out of service'],
}

const idOf = (trouble: Trouble) => `gauge-${trouble.replaceAll('_', '-')}`

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages({ demo: undefined })
  const { city, send } = pages
  const now = Date.now()
  for (const [index, trouble] of troubles.entries()) {
    const position = { lat: 35.9 + index * 0.02, lon: 140.3 + index * 0.03 }
    const out_of_service = trouble === 'out_of_service'
    city.addDevice('flood', { id: idOf(trouble), position, out_of_service })
  }
  await send(idOf('expired'), { ts: now - 60 * minuteMs, level_m: 1 })
  await send(idOf('clock_fault'), { ts: now + 6 * minuteMs, level_m: 1 })
  await send(idOf('late'), { ts: now - 20 * minuteMs, level_m: 1 })
  await send(idOf('no_value'), { ts: now, level_m: null })
  await send(idOf('suspect'), { ts: now, level_m: 1, rain_mm: 60 })
  await send(idOf('out_of_service'), { ts: now, level_m: 1 })
})
afterAll(() => pages.close())

const placesOf = {
  map: (trouble: Trouble) => `[data-device="${idOf(trouble)}"] .mark-sign`,
  list: (trouble: Trouble) => `[data-row="${idOf(trouble)}"] .mark-sign`,
  word: (trouble: Trouble) => `[data-row="${idOf(trouble)}"] .chip`,
  legend: (trouble: Trouble) => `.legend [data-trouble="${trouble}"]`,
}

/** The shape of each trouble's sign in one place. */
const shapesIn = (page: Page, place: keyof typeof placesOf) =>
  Promise.all(
    troubles.map((trouble) =>
      page
        .locator(`${placesOf[place](trouble)} path`)
        .first()
        .getAttribute('d', { timeout: 10_000 }),
    ),
  )

describe('what is wrong with a gauge', () => {
  it('has a shape of its own, the same on the map, in the list and in the legend', async () => {
    const { page, context } = await pages.open('/')
    const shapes = await shapesIn(page, 'map')
    expect(new Set(shapes).size).toBe(troubles.length)
    for (const place of ['list', 'word', 'legend'] as const) {
      expect(await shapesIn(page, place)).toEqual(shapes)
    }
    await context.close()
  })

  it.each([
    ['ja', 0],
    ['en', 1],
  ] as const)('is named in the legend, %s', async (lang, index) => {
    const { page, context } = await pages.open(`/?lang=${lang}`)
    await page.locator('.legend summary').click()
    const lines = await page.locator('.legend [data-trouble]').allInnerTexts()
    expect(lines.map((line) => line.trim())).toEqual(troubles.map((name) => words[name][index]))
    await context.close()
  })

  it('is still told apart in forced colours', async () => {
    const { page, context } = await pages.open('/', { forcedColors: 'active' })
    const pictures = []
    for (const trouble of troubles) {
      const picture = await page.locator(placesOf.list(trouble)).screenshot({ timeout: 10_000 })
      pictures.push(picture.toString('base64'))
    }
    expect(new Set(pictures).size).toBe(troubles.length)
    await context.close()
  })
})

describe('the map', () => {
  it('puts no figure of the past beside a gauge, and no sign too small to see', async () => {
    const { page, context } = await pages.open('/')
    const figures = async (trouble: Trouble) =>
      page.locator(`[data-device="${idOf(trouble)}"] .map-label`).allInnerTexts()
    // The name stays: an officer looks for a gauge by its name.
    expect(await figures('late')).toEqual([expect.stringMatching(/1\.00 m$/)])
    for (const trouble of ['expired', 'out_of_service'] as const) {
      const [label = ''] = await figures(trouble)
      expect(label).not.toMatch(/[\d.]+ m/)
    }
    for (const trouble of troubles) {
      const box = await page.locator(`${placesOf.map(trouble)} svg`).boundingBox()
      expect(box?.width).toBeGreaterThanOrEqual(12)
    }
    await context.close()
  })
})

describe('a vehicle', () => {
  const buses = [
    { id: 'bus-late', ageMs: 25 * minuteMs },
    { id: 'bus-silent', ageMs: 60 * minuteMs },
    { id: 'bus-resting', ageMs: 60 * minuteMs, out_of_service: true },
  ]
  beforeAll(async () => {
    for (const { id, ageMs, out_of_service = false } of buses) {
      const every_ms = { normal: 10 * minuteMs }
      pages.city.addDevice('bus', { id, position: null, every_ms, out_of_service })
      await pages.send(id, { ts: Date.now() - ageMs, lat: 35.95, lon: 140.36 })
    }
  })

  it.each(['none', 'active'] as const)(
    'that is late, silent or out of service shows which, forced colours: %s',
    async (forcedColors) => {
      const { page, context } = await pages.open('/?q=nothing', { forcedColors })
      const pictures = ['']
      // All stand in one place: only what is drawn of them tells one from another.
      for (const { id } of buses) {
        await page.getByRole('searchbox').fill(id)
        const isNew = async () => !pictures.includes(await drawingOf(page))
        await expect.poll(isNew, { timeout: 10_000 }).toBe(true)
        pictures.push(await drawingOf(page))
      }
      await context.close()
    },
  )
})

/** What is on the canvas of vehicles; empty where nothing is. */
const drawingOf = (page: Page) =>
  page.evaluate<string>(`(() => {
    const [, canvas] = document.querySelectorAll('.vehicle-canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    return data.some((channel) => channel > 0) ? canvas.toDataURL() : ''
  })()`)
