import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#domain/access/act.ts'
import { addOwnPerson } from '#test/support/add-own-person.ts'
import { idle, listBarriers, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages
let office: BrowserContext
let admin: Page
let tanaka: Page
/** As the page made it up. */
let made = ''
const [password, next] = ['kawa no mizu ga 3 m made', 'ame no hi no kawa wo miru']
const by: Actor = { sort: 'command', id: null, name: '', address: 'local' }

beforeAll(async () => {
  // The real city: nobody reads without a credential.
  pages = await startPages({ demo: undefined })
  pages.city.addDevice('flood', { id: 'gauge-people' })
  const sato = { name: 'sato', display_name: '佐藤', roles: ['admin', 'viewer'] as const, password }
  await addOwnPerson(pages.city.accounts, sato)
  office = await pages.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  })
  admin = await office.newPage()
  await admin.goto(`${pages.city.url}/people?lang=ja`)
  await logIn(admin, 'sato', password)
  await live(admin)
})
afterAll(() => pages.close())

const live = (page: Page) => page.locator('.connection-live').waitFor({ state: 'attached' })
const dialog = (page: Page) => page.locator('dialog[open]')
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })
const focused = (page: Page) => page.locator(':focus')

async function logIn(page: Page, name: string, word: string) {
  await page.getByLabel('名前', { exact: true }).fill(name)
  await page.getByLabel('パスワード', { exact: true }).fill(word)
  await page.keyboard.press('Enter')
}

/** What axe finds at a desk and on a phone, in both languages. */
async function listAllBarriers(page: Page): Promise<string[][]> {
  const found: string[][] = []
  for (const [width, language] of [
    [390, 'English'],
    [1440, '日本語'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 })
    if (width === 390) await button(page, /表示の設定|Display settings/).click()
    await button(page, language).click()
    await page.keyboard.press('Escape')
    found.push(...(await listBarriers(page)))
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width)
  }
  return found
}

describe('an administrator', () => {
  it('adds a person with the keyboard alone, and sees the password this once', async () => {
    await admin.locator('.people-list li').first().waitFor()
    expect(await listAllBarriers(admin)).toEqual([])
    await button(admin, '利用者を追加').focus()
    await admin.keyboard.press('Enter')
    await dialog(admin).waitFor()
    await admin.keyboard.type('TANAKA')
    await admin.keyboard.press('Tab')
    await admin.keyboard.type('田中')
    await admin.keyboard.press('Enter')
    // No role yet: it is said at the roles, where the focus is.
    await dialog(admin).getByText('役割を一つ以上選んでください').waitFor()
    expect(await focused(admin).getAttribute('name')).toBe('roles')
    expect(await dialog(admin).innerText()).toContain('機器の休止と再開')
    await dialog(admin).getByLabel(/^防災/).check()
    expect(await listBarriers(admin)).toEqual([])
    await admin.keyboard.press('Enter')
    made = await dialog(admin).locator('code').innerText()
    expect(await dialog(admin).innerText()).toContain('表示は今回だけです')
    await admin.keyboard.press('Escape')
    await admin.getByText('田中さんを追加しました').waitFor()
    expect(await focused(admin).innerText()).toBe('利用者を追加')
    expect(await admin.locator('.people-list').innerText()).toContain('パスワード未変更')
    expect(await admin.content()).not.toContain(made)
  })

  it('is refused in words, at the field: a name that is taken, the last administrator', async () => {
    await button(admin, '利用者を追加').click()
    await dialog(admin).getByLabel('名前', { exact: true }).fill('tanaka')
    await dialog(admin).getByLabel('表示名').fill('別人')
    await dialog(admin).getByLabel(/^閲覧/).check()
    await admin.keyboard.press('Enter')
    await dialog(admin).getByText('ほかの利用者が使っています').waitFor()
    expect(await focused(admin).getAttribute('name')).toBe('name')
    await admin.keyboard.press('Escape')
    await button(admin, '停止：佐藤').click()
    expect(await dialog(admin).innerText()).toContain('すべての端末の画面がすぐに終わります')
    await dialog(admin).getByRole('button', { name: '停止', exact: true }).click()
    await dialog(admin).getByText('管理者がいなくなるため').waitFor()
    await admin.keyboard.press('Escape')
    expect(await focused(admin).getAttribute('aria-label')).toBe('停止：佐藤')
  })

  it('issues a key, whose secret is shown this once, and ends it', async () => {
    await button(admin, '鍵').click()
    await button(admin, '鍵を発行').click()
    await dialog(admin).getByLabel('鍵の名前').fill('Prometheus')
    await dialog(admin).getByLabel('システムの指標の取得').check()
    await admin.keyboard.press('Enter')
    const secret = await dialog(admin).locator('code').innerText()
    const ask = () => fetch(`${pages.city.url}/metrics`, { headers: bearer(secret) })
    expect((await ask()).status).toBe(200)
    await dialog(admin).getByRole('button', { name: '閉じる' }).click()
    await admin.locator('.people-list li', { hasText: 'Prometheus' }).waitFor()
    expect(await listBarriers(admin)).toEqual([])
    await button(admin, '停止：Prometheus').click()
    await dialog(admin).getByRole('button', { name: '停止', exact: true }).click()
    await admin.getByText('鍵「Prometheus」を停止しました').waitFor()
    expect(await focused(admin).innerText()).toBe('鍵を発行')
    expect((await ask()).status).toBe(401)
  })
})

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

describe('somebody new', () => {
  it('is led to a password of their own before anything else', async () => {
    const phone = await pages.newContext({ viewport: { width: 390, height: 844 } })
    tanaka = await phone.newPage()
    await tanaka.goto(`${pages.city.url}/?lang=ja`)
    await logIn(tanaka, 'tanaka', made)
    await tanaka.getByText('画面を使えるようになります').waitFor()
    expect(await listBarriers(tanaka)).toEqual([])
    await tanaka.getByLabel('いまのパスワード').fill(made)
    await tanaka.getByLabel('新しいパスワード', { exact: true }).fill('tanaka2026')
    await tanaka.keyboard.press('Enter')
    await tanaka.locator('.form-error').waitFor()
    expect(await tanaka.locator('.form-error').innerText()).toContain('推測されやすい')
    await tanaka.getByLabel('新しいパスワード', { exact: true }).fill(next)
    await tanaka.keyboard.press('Enter')
    await tanaka.locator('.row').first().waitFor()
    await live(tanaka)
  })
})

describe('whoever loses their session', () => {
  it('keeps what they typed, gives the password in place, and the act goes through', async () => {
    await button(admin, '利用者').click()
    await button(admin, '変更：田中').click()
    await dialog(admin).getByLabel('表示名').fill('田中 花子')
    endAll('sato')
    const again = admin.locator('dialog.log-in-again')
    await again.getByText('ログインが終了しました').waitFor()
    expect(await again.getByLabel('名前', { exact: true }).inputValue()).toBe('sato')
    expect(await focused(admin).getAttribute('name')).toBe('password')
    await admin.keyboard.press('Escape')
    await again.waitFor()
    expect(await listBarriers(admin)).toEqual([])
    await again.getByLabel('パスワード', { exact: true }).fill(password)
    await admin.keyboard.press('Enter')
    await again.waitFor({ state: 'detached' })
    expect(await dialog(admin).getByLabel('表示名').inputValue()).toBe('田中 花子')
    await dialog(admin).getByRole('button', { name: '保存' }).click()
    await admin.getByText('田中 花子さんの登録を変更しました').waitFor()
  })

  it('has the refused request sent again, and follows the city live again', async () => {
    await tanaka.goto(`${pages.city.url}/account?lang=ja`)
    await tanaka.locator('.account-sessions li').waitFor()
    await live(tanaka)
    await tanaka.getByLabel('いまのパスワード').fill(next)
    await tanaka.getByLabel('新しいパスワード', { exact: true }).fill(`${next}!`)
    await tanaka.keyboard.press('Enter')
    await tanaka.getByText('変更しました').waitFor()
    await tanaka.context().clearCookies()
    const refused = tanaka.waitForResponse((answer) => answer.status() === 401)
    await tanaka.getByLabel('いまのパスワード').fill(`${next}!`)
    await tanaka.getByLabel('新しいパスワード', { exact: true }).fill(next)
    await tanaka.keyboard.press('Enter')
    await refused
    const again = tanaka.locator('dialog.log-in-again')
    const sent = tanaka.waitForResponse(
      (answer) => answer.url().endsWith('/password') && answer.status() === 204,
    )
    await again.getByLabel('パスワード', { exact: true }).fill(`${next}!`)
    await tanaka.keyboard.press('Enter')
    expect((await sent).request().postDataJSON()).toEqual({ current: `${next}!`, password: next })
    await live(tanaka)
  })

  it('and is disabled learns it at once, sees nothing more, and does not come back', async () => {
    await tanaka.goto(`${pages.city.url}/?lang=ja`)
    await tanaka.locator('.row').first().waitFor()
    await live(tanaka)
    await button(admin, '停止：田中 花子').click()
    await dialog(admin).getByRole('button', { name: '停止', exact: true }).click()
    const again = tanaka.locator('dialog.log-in-again')
    await again.getByText('管理者が終了させました').waitFor()
    await again.getByLabel('パスワード', { exact: true }).fill(next)
    await tanaka.keyboard.press('Enter')
    await again.getByText('名前かパスワードが違います').waitFor()
    expect(await button(tanaka, 'ログイン').count()).toBe(1)
    await admin.locator('.people-list .is-disabled').waitFor()
  })
})

describe('the audit', () => {
  it('says who did what when from where, before and after, and is cut to what is asked', async () => {
    await admin.goto(`${pages.city.url}/audit?lang=ja`)
    await admin.locator('.act').first().waitFor()
    expect(await listAllBarriers(admin)).toEqual([])
    const changed = admin.locator('.act', { hasText: '利用者を変更' }).first()
    const text = await changed.innerText()
    expect(text).toMatch(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/)
    expect(text).toContain('接続元：127.0.0.1')
    expect(text).toMatch(/停止：いいえ →.*はい/s)
    await admin.locator('select[name="act"]').selectOption('key_added')
    await admin.getByLabel('操作した人（名前）').fill('sato')
    await admin.keyboard.press('Enter')
    await admin.getByText('1件を表示しています').waitFor()
    expect(await admin.locator('.act').innerText()).toContain('できること：システムの指標の取得')
    const href = await admin.getByRole('link', { name: 'CSVを保存' }).getAttribute('href')
    const file = await office.request.get(`${pages.city.url}${href}`)
    expect((await file.text()).trim().split('\r\n')).toHaveLength(3)
    await admin.getByLabel('この日から').fill('2020-01-01')
    await admin.getByLabel('この日まで').fill('2020-01-31')
    await admin.keyboard.press('Enter')
    await admin.getByText('条件に合う記録はありません').waitFor()
    await admin.getByLabel('この日から').fill('2020-02-01')
    await admin.keyboard.press('Enter')
    await admin.getByText('より後にできません').waitFor()
  })

  it('gives more than a page on demand', async () => {
    for (let count = 0; count < 101; count += 1) {
      pages.city.accounts.addKey({ name: `key ${count}`, capabilities: ['city.read'] }, by)
    }
    await button(admin, '条件を消す').click()
    await admin.getByText('100件を表示しています').waitFor()
    expect(await admin.locator('input[name="from"]').inputValue()).toBe('')
    expect(await admin.locator('select[name="act"]').inputValue()).toBe('')
    await button(admin, 'さらに表示').click()
    await admin.locator('.act', { hasText: '利用者を追加' }).last().waitFor()
    expect(await admin.locator('.act').count()).toBeGreaterThan(110)
  })

  it('is not offered to whoever may not read it', async () => {
    const ito = { name: 'ito', display_name: '伊藤', roles: ['viewer'] as const, password }
    await addOwnPerson(pages.city.accounts, ito)
    const context = await pages.newContext()
    const page = await context.newPage()
    await page.goto(`${pages.city.url}/audit?lang=ja`)
    await logIn(page, 'ito', password)
    await live(page)
    await idle(page)
    const links = await page.locator('.page-links a').allInnerTexts()
    expect(links).not.toContain('監査')
    expect(links).not.toContain('利用者')
    expect(await page.locator('main .is-bad').count()).toBe(1)
  })
})

/** Ends every session of somebody, as a command on the server does. */
function endAll(name: string): void {
  const { accounts } = pages.city
  const id = accounts.findPersonByName(name)?.id
  const open = accounts.listSessions(id).map((session) => session.id)
  accounts.endSessions(open, by)
}
