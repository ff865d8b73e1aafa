import axe from 'axe-core'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Device } from '#domain/devices/device.ts'
import { shareBrowser } from '#test/support/share-browser.ts'
import { startTestCity, type StartedCity, type TestCityOptions } from '#test/support/start-city.ts'

export interface OpenOptions extends BrowserContextOptions {
  /** Another address of the same city, for example through a wire that can be cut. */
  origin?: string
  /** The page's time runs, and hurries where the story says so. */
  hasOwnClock?: boolean
}

/** An open page and what went wrong on it. */
export interface OpenPage {
  page: Page
  context: BrowserContext
  /** Requests to any other host; the browser knows the address of none. */
  foreign: string[]
  /** Errors in the page's console, those of the Content-Security-Policy among them. */
  complaints: string[]
}

export interface StartedPages {
  city: StartedCity
  /** An empty window, which knows nothing of the others. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Opens an address of the city and waits until all of it is drawn. */
  open(path: string, options?: OpenOptions): Promise<OpenPage>
  /** Sends a reading through the one door, as a device would, and waits until it is on disk. */
  send(deviceId: string, payload: object): Promise<void>
  /** The same for events. */
  sendEvents(deviceId: string, events: readonly object[]): Promise<void>
  /** Closes every window; the city stays. */
  closeContexts(): Promise<void>
  close(): Promise<void>
}

/** A real city and windows on it, in the browser that all files of this process share. */
export async function startPages(options: TestCityOptions = {}): Promise<StartedPages> {
  const started = { demo: { scenario: null }, env: { ONLINE_TILES: 'false' }, ...options }
  const [city, browser] = await Promise.all([startTestCity(started), shareBrowser()])
  const contexts = new Set<BrowserContext>()
  const newContext = async (contextOptions?: BrowserContextOptions) => {
    const context = await browser.newContext(contextOptions)
    contexts.add(context)
    context.once('close', () => contexts.delete(context))
    return context
  }
  const closeContexts = async () => {
    await Promise.all([...contexts].map((context) => context.close()))
  }
  return {
    city,
    newContext,
    async open(path, { origin = city.url, hasOwnClock, ...openOptions } = {}) {
      const context = await newContext({ ...usualWindow, ...openOptions })
      // A real city shows nothing to strangers.
      const session = { name: 'machimori', value: city.operatorToken, url: origin }
      if (!started.demo) await context.addCookies([session])
      if (hasOwnClock) await context.clock.install()
      return openPage(context, { origin, path })
    },
    send: (deviceId, payload) => sendReading(city, deviceId, payload),
    sendEvents: (id, payload) => sendPayload(city, { id, channel: 'event', payload }),
    closeContexts,
    async close() {
      await closeContexts()
      await city.close()
    },
  }
}

const usualWindow: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  reducedMotion: 'reduce',
  timezoneId: 'UTC',
}

async function openPage(
  context: BrowserContext,
  { origin, path }: { origin: string; path: string },
): Promise<OpenPage> {
  const page = await context.newPage()
  const foreign: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (protocol.startsWith('http') && asked !== origin) foreign.push(request.url())
  })
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
  return sendPayload(city, { id, channel: 'reading', payload })
}

function sendPayload(
  { ingest, registry }: StartedCity,
  { id, channel, payload }: { id: string; channel: 'reading' | 'event'; payload: object },
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
  // Style sheets and films: one rule of these asks for them, of films, and our pages have none.
  preload: false,
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
