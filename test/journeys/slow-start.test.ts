import { afterAll, beforeAll, expect, it } from 'vitest'
import { livePath } from '#domain/live-stream.ts'
import { idle, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

it('a page whose line is slow at the start is not told of a restored connection', async () => {
  const context = await pages.newContext()
  const page = await context.newPage()
  await page.clock.install()
  let isSlow = true
  await page.routeWebSocket(
    (address) => address.pathname.startsWith(livePath),
    (socket) => {
      if (!isSlow) socket.connectToServer()
    },
  )
  await page.goto(pages.city.url)
  await idle(page)
  await page.clock.fastForward(10_000)
  await page.locator('.connection-unstable').waitFor()
  isSlow = false
  await page.clock.fastForward(6_000)
  await page.locator('.connection-live').waitFor()
  // The beat after the first answer: whatever the answer put on the page is there.
  await page.clock.runFor(3_000)
  expect(await page.getByText('復旧').count()).toBe(0)
  await context.close()
})
