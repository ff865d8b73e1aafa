import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Role } from '#domain/access/roles.ts'
import { addOwnPerson } from '#test/support/add-own-person.ts'
import type { StartedCity } from '#test/support/start-city.ts'
import { idle, type StartedPages } from './start-pages.ts'

const password = 'kawa no mizu ga 3 m made'

/** Registers a gauge whose water stood at 1.62 m two hours ago, below its levels, and a field. */
export async function registerTwo({ city, send }: StartedPages): Promise<void> {
  const levels = { standby: 1.4, caution: 1.8, evac: 2.1, danger: 2.4, overflow: null }
  const own = { authority: 'local', source: null, verified: false, valid_from: null } as const
  city.addDevice('flood', {
    id: 'gauge-ono',
    name: { ja: '小野橋', en: 'Ono Bridge' },
    thresholds: { ...levels, ...own },
    gauge: {
      datum: 'GAUGE',
      zero_height_m: null,
      zero_height_epoch: null,
      water_body: { ja: '小野川', en: 'Ono River' },
    },
  })
  city.addDevice('farm', { id: 'farm-1', name: { ja: '阿波 畑', en: 'Aba field' } })
  const now = Date.now()
  const curve: readonly (readonly [minutesAgo: number, level: number])[] = [
    [150, 0.8],
    [120, 1.6],
    [110, 1.62],
    [60, 0.9],
    [1, 0.82],
  ]
  for (const [minutesAgo, level_m] of curve) {
    await send('gauge-ono', { ts: now - minutesAgo * 60_000, level_m })
  }
}

interface Desk extends BrowserContextOptions {
  name: string
  role: Role
  /** Gathers what the console of the page complains of. */
  complaints: string[]
}

/** Somebody of the city who has logged in, with the page 機器 before them. */
export async function sitDown(
  pages: StartedPages,
  { name, role, complaints, ...options }: Desk,
): Promise<Page> {
  const { city } = pages
  await addOwnPerson(city.accounts, { name, display_name: name, roles: [role], password })
  const context = await pages.newContext({ reducedMotion: 'reduce', ...options })
  await logIn(context, city, name)
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await go(page, `${city.url}/devices?lang=ja`)
  return page
}

async function logIn(context: BrowserContext, { url }: StartedCity, name: string): Promise<void> {
  const answer = await context.request.post(`${url}/v1/session`, {
    data: { name, password },
    headers: { origin: url },
  })
  if (answer.status() !== 204) throw new Error(await answer.text())
}

/** Opens an address in place of the present one, and waits until all of it is drawn. */
export async function go(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await idle(page)
}

export const part = (page: Page, id: string): Locator => page.locator(`#${id}`)
export const field = (within: Locator, name: string): Locator =>
  within.locator(`[data-field="${name}"]`)
export const button = (within: Locator | Page, name: string): Locator =>
  within.getByRole('button', { name })
export const saved = (page: Page, id: string): Promise<void> =>
  part(page, id).getByText('保存しました').waitFor()
export const widthOf = (page: Page): Promise<number> =>
  page.evaluate<number>(`document.documentElement.scrollWidth`)
