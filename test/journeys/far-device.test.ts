import { afterAll, beforeAll, expect, it } from 'vitest'
import { idle, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

it('the map goes to a recorded gauge of another continent, and home again', async () => {
  const far = { lat: 39.311, lon: -76.717 }
  const { id } = pages.city.addDevice('flood', { origin: 'replay', position: far })
  await pages.send(id, { ts: Date.now(), level_m: 1.77 })
  const { page, context, complaints } = await pages.open('/')
  const row = page.locator(`[data-row="${id}"]`)
  expect(await row.textContent()).toContain('再生データ')
  await row.click()
  await idle(page)
  await page.locator('.map-holder').getByText('1.77 m').waitFor()
  const shown = page.locator(`.map-holder [data-device="${id}"] .mark`)
  const [mark, map] = [await shown.boundingBox(), await page.locator('.map-holder').boundingBox()]
  if (!mark || !map) throw new Error('nothing is drawn')
  expect(Math.abs(mark.x - (map.x + map.width / 2))).toBeLessThan(100)
  expect(Math.abs(mark.y - (map.y + map.height / 2))).toBeLessThan(100)
  // No map of that place is at hand: the mesh tells scale and movement.
  const lines = await page.evaluate<number>(`[...document.querySelectorAll('path.base-mesh')]
    .map((path) => path.getBoundingClientRect())
    .filter(({ left, right, top, bottom }) =>
      left < ${map.x + map.width} && right > ${map.x} && top < ${map.y + map.height} && bottom > ${map.y}
    ).length`)
  expect(lines).toBeGreaterThan(0)
  await page.getByRole('button', { name: '市全体を表示' }).click()
  await idle(page)
  await page.locator('.place-name span:visible').first().waitFor()
  expect(complaints).toEqual([])
  await context.close()
})
