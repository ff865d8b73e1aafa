import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOwnPerson } from '#test/support/add-own-person.ts'
import { idle, listBarriers, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages
let office: BrowserContext
let admin: Page
let tanaka: Page
const password = 'kawa no mizu ga 3 m made'

beforeAll(async () => {
  // The real city: nobody reads without a credential.
  pages = await startPages({ demo: undefined })
  pages.city.addDevice('flood', { id: 'gauge-people' })
  office = await pages.newContext({ reducedMotion: 'reduce' })
  admin = await office.newPage()
})
afterAll(() => pages.close())

const live = (page: Page) => page.locator('.connection-live').waitFor()
const byName = (page: Page, label: string) => page.getByLabel(label, { exact: true })
const alert = (page: Page) => page.locator('.account-page [role="alert"]')

describe('people', () => {
  it('begin with the set-up link, which leaves the address at once', async () => {
    await admin.goto(`${pages.city.url}/?lang=ja#setup=${pages.city.setUpToken}`)
    await admin.getByRole('heading', { name: '最初の管理者の登録' }).waitFor()
    expect(admin.url()).not.toContain('setup=')
    await byName(admin, '名前').fill('sato')
    await byName(admin, '表示名').fill('佐藤')
    await byName(admin, 'パスワード').fill('password2026')
    await admin.getByRole('button', { name: '登録してログイン' }).click()
    await alert(admin).waitFor()
    expect(await alert(admin).innerText()).toContain('推測されやすいパスワード')
    await byName(admin, 'パスワード').fill(password)
    expect(await listBarriers(admin)).toEqual([])
    await admin.getByRole('button', { name: '登録してログイン' }).click()
    await live(admin)
    await admin.getByRole('heading', { name: '佐藤' }).waitFor()
    expect(await admin.locator('.account-may').innerText()).toContain('利用者の管理')
    await admin.locator('.account-sessions li').waitFor()
    expect(await admin.locator('.reader-name').innerText()).toBe('佐藤')
    expect(await listBarriers(admin)).toEqual([])
  })

  it('are told before they type that a way without encryption takes no password', async () => {
    const context = await pages.newContext()
    const page = await context.newPage()
    // What the browser says of http from another computer.
    await page.addInitScript(`Object.defineProperty(window, 'isSecureContext', { value: false })`)
    await page.goto(`${pages.city.url}/?lang=ja`)
    await page.getByText('暗号化されていない接続').waitFor()
    expect(await page.locator('input[type="password"]').count()).toBe(0)
    await context.close()
  })

  it('log in with the keyboard alone, and learn in words what is wrong', async () => {
    const person = { name: 'tanaka', display_name: '田中', roles: ['viewer'] as const, password }
    await addOwnPerson(pages.city.accounts, person)
    const phone = await pages.newContext({ viewport: { width: 390, height: 844 } })
    tanaka = await phone.newPage()
    await tanaka.goto(`${pages.city.url}/?lang=ja`)
    await idle(tanaka)
    expect(await listBarriers(tanaka)).toEqual([])
    const name = byName(tanaka, '名前')
    expect(await name.getAttribute('autocomplete')).toBe('username')
    await name.focus()
    await tanaka.keyboard.type('tanaka')
    await tanaka.keyboard.press('Tab')
    await tanaka.keyboard.type('not the password')
    await tanaka.keyboard.press('Enter')
    await alert(tanaka).waitFor()
    expect(await alert(tanaka).innerText()).toContain('名前かパスワードが違います')
    const secret = byName(tanaka, 'パスワード')
    expect(await secret.getAttribute('autocomplete')).toBe('current-password')
    await secret.fill(password)
    await tanaka.keyboard.press('Enter')
    await live(tanaka)
    await tanaka.locator('.row').first().waitFor()
  })

  it('see what they may, and no link to what they may not', async () => {
    await tanaka.goto(`${pages.city.url}/account`)
    await tanaka.locator('.account-sessions li').waitFor()
    const may = await tanaka.locator('.account-may').innerText()
    expect(may).toContain('閲覧')
    expect(may).not.toContain('利用者の管理')
    await tanaka.goto(`${pages.city.url}/connect`)
    await idle(tanaka)
    expect(await tanaka.locator('.is-bad').count()).toBe(1)
  })

  it('whose session somebody ends learn it on their open page', async () => {
    await tanaka.goto(`${pages.city.url}/?lang=ja`)
    await live(tanaka)
    const { accounts } = pages.city
    const id = accounts.findPersonByName('tanaka')?.id ?? ''
    const by = { sort: 'command', id: null, name: '', address: 'local' } as const
    accounts.endSessions(
      accounts.listSessions(id).map((session) => session.id),
      by,
    )
    await tanaka.locator('dialog').getByText('ログインが終了しました').waitFor()
    await tanaka.getByRole('button', { name: '別の名前でログイン' }).click()
    await tanaka.locator('.sign-in').waitFor()
    expect(await tanaka.locator('.row').count()).toBe(0)
  })

  it('who try too often see how long to wait', async () => {
    for (let count = 0; count < 6; count += 1) {
      await byName(tanaka, '名前').fill('suzuki')
      await byName(tanaka, 'パスワード').fill(`wrong ${count}`)
      const answered = tanaka.waitForResponse('**/v1/session')
      await tanaka.getByRole('button', { name: 'ログイン' }).click()
      await answered
    }
    await tanaka.locator('.form-send .figure').waitFor()
    expect(await tanaka.locator('.form-send .figure').innerText()).toMatch(/^あと\d+秒$/)
  })

  it('log out everywhere', async () => {
    await admin.goto(`${pages.city.url}/account`)
    await admin.getByRole('button', { name: 'すべての端末からログアウト' }).click()
    await admin.locator('.sign-in').waitFor()
    expect(pages.city.accounts.listSessions()).toEqual([])
  })
})

describe('a demo', () => {
  it('offers somebody simulated with one click', async () => {
    const demo = await startPages()
    const { page } = await demo.open('/account?lang=ja')
    await page.getByRole('button', { name: '模擬の職員としてログイン' }).click()
    await page.getByRole('heading', { name: /模擬 太郎/ }).waitFor()
    expect(await listBarriers(page)).toEqual([])
    await demo.close()
  })
})
