import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const gauge = 'gauge-oshisuna'
const minuteMs = 60_000

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const listCrossings = async (query: string) => {
  const answer = await fetch(`${pages.city.url}/v1/crossings?${query}`)
  const { items } = (await answer.json()) as { items: CrossingResource[] }
  return items.map(({ crossing_seq, withdraws, reason }) => [crossing_seq, withdraws, reason])
}

it('an alarm stands while the newest report has no value, and goes with its own value', async () => {
  const raisedTs = Date.now() - 2 * minuteMs
  await pages.send(gauge, { ts: raisedTs, level_m: 5.3 })
  const { page, context } = await pages.open('/')
  const strip = page.locator('.alarm-strip')
  await strip.getByText('5.30').waitFor()

  await pages.send(gauge, { ts: Date.now(), level_m: null })
  await strip.getByText('欠測').waitFor()
  for (const part of ['レベル5', '5.30']) expect(await strip.innerText()).toContain(part)
  const row = page.locator(`.row:has([data-row="${gauge}"])`)
  expect(await row.innerText()).toContain('レベル5')

  await pages.send(gauge, { ts: raisedTs, level_m: null })
  await page.locator('.alarm-strip.is-calm').waitFor()
  const line = page.locator('.crossing').first()
  for (const part of ['取消', '値の訂正による']) expect(await line.innerText()).toContain(part)
  expect(await line.locator('s').innerText()).toContain('市設定水位5に到達')
  expect(await page.locator('[aria-live="polite"]').innerText()).toContain('取り消しました')
  expect(await listCrossings('')).toEqual([])
  expect(await listCrossings('all=true')).toEqual([
    [2, 1, 'revised'],
    [1, null, null],
  ])
  const file = await fetch(`${pages.city.url}/v1/crossings?all=true&format=csv`)
  const [head = [], ...rows] = (await file.text())
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  expect(rows.map((cells) => cells[head.indexOf('withdraws')])).toEqual(['1', ''])
  await context.close()
})
