import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFreePorts } from '#test/support/city-process.ts'
import { listOwnAddresses } from '#test/support/own-addresses.ts'
import { startNginx, wantsNginx, type Nginx } from '#test/support/start-nginx.ts'
import { idle, startPages, type StartedPages } from './start-pages.ts'

const password = 'kawa no mizu ga 3 m made'
const levels = { standby: null, caution: 2.55, evac: null, danger: null, overflow: null }
const given = { ...levels, authority: 'local', source: '台帳', valid_from: null }

describe.runIf(wantsNginx)('a city hall behind nginx with TLS', () => {
  let pages: StartedPages
  let nginx: Nginx
  let port: number
  let admin: Page
  let officer: Page
  let viewer: Page
  // Whoever comes over another address of the machine is seen as another PC.
  const [away = '127.0.0.1'] = listOwnAddresses()
  const at = (host: string) => `https://${host}:${port}`

  beforeAll(async () => {
    pages = await startPages({ demo: undefined, env: { TRUSTED_PROXIES: '127.0.0.1' } })
    pages.city.addDevice('flood', { id: 'gauge-1', name: { ja: '新橋', en: 'Shinbashi' } })
    await pages.send('gauge-1', { ts: Date.now(), level_m: 1.2 })
    port = (await findFreePorts()).http
    const hosts = [...new Set(['127.0.0.1', away])]
    nginx = await startNginx({ upstream: pages.city.url, hosts, port })
    const open = async () => (await openDesk()).newPage()
    ;[admin, officer, viewer] = [await open(), await open(), await open()]
  })
  afterAll(async () => {
    await pages.close()
    await nginx.close()
  })

  const openDesk = (): Promise<BrowserContext> =>
    pages.newContext({ ignoreHTTPSErrors: true, reducedMotion: 'reduce' })

  /** A request as the page itself makes it, with its cookie and its origin. */
  const ask = (page: Page, route: string, body?: object) => {
    const [method, path] = route.split(' ')
    return page.evaluate<{ status: number; body: Record<string, unknown> }>(
      `(async () => {
        const answer = await fetch(${JSON.stringify(path)}, {
          method: ${JSON.stringify(method)},
          ${body ? `headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))},` : ''}
        })
        const text = await answer.text()
        return { status: answer.status, body: text ? JSON.parse(text) : {} }
      })()`,
    )
  }

  const addPerson = async (name: string, role: string) => {
    const person = { name, display_name: name, roles: [role] }
    const { status, body } = await ask(admin, 'POST /v1/people', person)
    expect(status).toBe(201)
    return body as { person: { id: string }; password: string }
  }

  /** The first log-in, with a password that the administrator read out. */
  async function logIn(page: Page, host: string, [name, made]: readonly [string, string]) {
    await page.goto(`${at(host)}/account?lang=ja`)
    await page.getByLabel('名前', { exact: true }).fill(name)
    await page.getByLabel('パスワード', { exact: true }).fill(made)
    await page.getByRole('button', { name: 'ログイン', exact: true }).click()
    await page.getByLabel('いまのパスワード', { exact: true }).fill(made)
    await page.getByLabel('新しいパスワード', { exact: true }).fill(password)
    await page.getByRole('button', { name: '変更', exact: true }).click()
    await page.locator('.connection-live').waitFor()
  }

  it('begins with the set-up link, whose cookie is of this host and over TLS alone', async () => {
    await admin.goto(`${at('127.0.0.1')}/?lang=ja#setup=${pages.city.setUpToken}`)
    await admin.getByLabel('名前', { exact: true }).fill('sato')
    await admin.getByLabel('表示名', { exact: true }).fill('佐藤')
    await admin.getByLabel('パスワード', { exact: true }).fill(password)
    await admin.getByRole('button', { name: '登録してログイン' }).click()
    await admin.locator('.connection-live').waitFor()
    expect(await admin.context().cookies()).toMatchObject([
      { name: '__Host-machimori', secure: true, httpOnly: true, sameSite: 'Strict' },
    ])
  })

  it('an officer changes a threshold; a viewer sees it at once, and cannot', async () => {
    const [tanaka, ito] = [await addPerson('tanaka', 'officer'), await addPerson('ito', 'viewer')]
    await logIn(officer, away, ['tanaka', tanaka.password])
    await logIn(viewer, '127.0.0.1', ['ito', ito.password])
    await viewer.goto(`${at('127.0.0.1')}/?lang=ja&device=gauge-1`)
    await idle(viewer)
    expect(await viewer.locator('.panel').innerText()).not.toContain('2.55 m')
    const route = 'PUT /v1/devices/gauge-1/thresholds'
    expect((await ask(officer, route, given)).status).toBe(200)
    await viewer.locator('.panel').getByText('2.55 m').first().waitFor()
    expect(await ask(viewer, route, given)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })

    const off = await ask(admin, `PATCH /v1/people/${ito.person.id}`, { disabled: true })
    expect(off.status).toBe(200)
    await viewer.getByRole('heading', { name: 'もう一度ログインしてください' }).waitFor()
    expect((await ask(viewer, 'GET /v1/devices')).status).toBe(401)
  })

  it('tells of each act from where it came, not from the proxy', async () => {
    const { body } = await ask(admin, 'GET /v1/audit?limit=100')
    const items = body['items'] as { act: string; by: { name: string; address: string } }[]
    const addressOf = (act: string) => items.find((one) => one.act === act)?.by.address
    expect(addressOf('thresholds_set')).toBe(away)
    expect(addressOf('set_up')).toBe('127.0.0.1')
  })
})
