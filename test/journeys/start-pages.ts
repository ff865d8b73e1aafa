import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Device } from '#domain/devices/device.ts'
import { buildDashboard } from '#app/build-dashboard.ts'
import { startBrowser } from '#test/support/browser.ts'
import { startTestCity, type StartedCity, type TestCityOptions } from '#test/support/start-city.ts'

export interface OpenOptions extends BrowserContextOptions {
  /** Another address of the same city, for example through a wire that can be cut. */
  origin?: string
}

/** An open page and what went wrong on it. */
export interface OpenPage {
  page: Page
  context: BrowserContext
  /** Requests to any other host; each was refused. */
  foreign: string[]
  /** Errors in the page's console, those of the Content-Security-Policy among them. */
  complaints: string[]
}

export interface StartedPages {
  city: StartedCity
  browser: Browser
  /** Opens an address of the city and waits until all of it is drawn. */
  open(path: string, options?: OpenOptions): Promise<OpenPage>
  /** Sends a reading through the one door, as a device would, and waits until it is on disk. */
  send(deviceId: string, payload: object): Promise<void>
  /** The same for events. */
  sendEvents(deviceId: string, events: readonly object[]): Promise<void>
  close(): Promise<void>
}

/** The built dashboard on a real city, and one browser for all tests of a file. */
export async function startPages(options: TestCityOptions = {}): Promise<StartedPages> {
  await buildDashboard(process.env)
  const started = { demo: { scenario: null }, env: { ONLINE_TILES: 'false' }, ...options }
  const [city, browser] = await Promise.all([startTestCity(started), startBrowser()])
  // A real city shows nothing to strangers.
  const session = { token: city.operatorToken }
  return {
    city,
    browser,
    open: (path, openOptions) =>
      openPage(browser, city.url, { path, ...openOptions, ...(started.demo ? {} : session) }),
    send: (deviceId, payload) => sendReading(city, deviceId, payload),
    sendEvents: (deviceId, events) => sendPayload(city, deviceId, 'event', events),
    async close() {
      await browser.close()
      await city.close()
    },
  }
}

async function openPage(
  browser: Browser,
  url: string,
  { path, origin = url, token, ...contextOptions }: OpenOptions & { path: string; token?: string },
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    ...contextOptions,
  })
  if (token) await context.addCookies([{ name: 'machimori', value: token, url: origin }])
  const page = await context.newPage()
  const foreign: string[] = []
  const complaints: string[] = []
  await context.route(
    (address) => address.origin !== origin,
    (route) => {
      foreign.push(route.request().url())
      return route.abort()
    },
  )
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(origin + path)
  await idle(page)
  return { page, context, foreign, complaints }
}

/** Waits until the page says that everything is drawn. */
export async function idle(page: Page): Promise<void> {
  await page.locator('html[data-idle="true"]').waitFor({ state: 'attached' })
}

/** Sends a reading through the one door of this city; resolves when it is on disk. */
export function sendReading(city: StartedCity, id: string, payload: object): Promise<void> {
  return sendPayload(city, id, 'reading', payload)
}

function sendPayload(
  { ingest, registry }: StartedCity,
  id: string,
  channel: 'reading' | 'event',
  payload: object,
): Promise<void> {
  const device: Device | undefined = registry.find(id)
  if (!device) throw new Error(`no device ${id}`)
  const bytes = Buffer.from(JSON.stringify(payload))
  const incoming = { device, channel, payload: bytes, via: 'mqtt', bestEffort: false } as const
  return new Promise((stored, failed) => {
    ingest.door.accept(incoming, (result) => {
      const isStored = result.ok && result.quarantined.length === 0
      if (isStored) stored()
      else failed(new Error(JSON.stringify(result)))
    })
  })
}

/** WCAG 2.2 A and AA, and axe's own good practice. Passes are not collected: they cost half. */
const axeOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[]
}

/** The rule and the elements wherever WCAG 2.2 A or AA, or good practice, is broken. */
export async function listBarriers(page: Page): Promise<string[][]> {
  // By the debugger, not by a script tag: the page's own policy stays in force.
  await page.evaluate(axe.source)
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify(axeOptions)})`,
  )
  return results.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])
}
