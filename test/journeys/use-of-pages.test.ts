import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboardFolder } from '#app/build-dashboard.ts'
import { weighFirstLoad } from '#test/support/first-load.ts'
import { openOnWire } from './open-on-wire.ts'
import { idle, listBarriers, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages

beforeAll(async () => {
  pages = await startPages()
  await pages.send('gauge-edosaki', { ts: Date.now() - 4_000, level_m: 1 })
  await pages.send('gauge-edosaki', { ts: Date.now() - 2_000, level_m: 2.5 })
  await pages.send('wifi-city-hall', { ts: Date.now() - 3_600_000, clients: 12, window_s: 60 })
})
afterAll(() => pages.close())

describe('with the keyboard alone', () => {
  it('few stops to the list, arrows in it, Enter into the panel, Escape back to the row', async () => {
    const { page, context } = await pages.open('/')
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement?.dataset?.row ?? document.activeElement?.id ?? ''`,
      )
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toBe('一覧へ移動')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.locator('[data-row]:focus').count()).toBe(1)
    await page.reload()
    await idle(page)
    let stops = 0
    while (!(await page.locator('[data-row]:focus').count()) && stops < 20) {
      await page.keyboard.press('Tab')
      stops++
    }
    // With the skip link it is the second stop; without it still not many lie before the list.
    expect(stops).toBeLessThanOrEqual(12)
    const first = await focused()
    await page.keyboard.press('ArrowDown')
    const second = await focused()
    expect(second).not.toBe(first)
    await page.keyboard.press('Enter')
    await page.locator('#panel-title:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.panel').waitFor({ state: 'detached' })
    expect(await focused()).toBe(second)
    await context.close()
  })

  it('the kinds to filter by are one stop, and arrows walk them', async () => {
    const { page, context } = await pages.open('/')
    const toggles = page.getByRole('toolbar', { name: '種類' }).getByRole('button')
    await page.getByRole('searchbox').focus()
    await page.keyboard.press('Tab')
    const first = await page.locator(':focus').innerText()
    expect(first).toBe(await toggles.first().innerText())
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    expect(await toggles.nth(1).getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Tab')
    expect(await page.locator('summary:focus').count()).toBe(1)
    await page.keyboard.press('Shift+Tab')
    expect(await page.locator(':focus').innerText()).toBe(await toggles.nth(1).innerText())
    await context.close()
  })

  it('a click on a row flies the map and leaves the focus on the row', async () => {
    const { page, context } = await pages.open('/')
    await page.locator('[data-row="gauge-dejima"]').click()
    await page.locator('.panel').waitFor()
    expect(await page.locator('[data-row="gauge-dejima"]:focus').count()).toBe(1)
    await context.close()
  })
})

describe('language and colours', () => {
  it('change at once, are remembered, and a link overrules them', async () => {
    const { page, context } = await pages.open('/')
    await page.getByRole('button', { name: 'English' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('#list-title').innerText()).toBe('Devices')
    await page.getByRole('button', { name: 'Display settings' }).click()
    await page.getByRole('combobox', { name: 'Colours' }).selectOption('dark')
    await page.reload()
    await idle(page)
    expect(await page.locator('#list-title').innerText()).toBe('Devices')
    const ground = `getComputedStyle(document.body).backgroundColor`
    expect(await page.evaluate<string>(ground)).toBe('rgb(15, 22, 29)')
    await page.goto(`${pages.city.url}/?lang=ja&theme=light`)
    await idle(page)
    expect(await page.locator('#list-title').innerText()).toBe('機器の一覧')
    expect(await page.evaluate<string>(ground)).toBe('rgb(232, 237, 242)')
    await context.close()
  })
})

describe('the display settings', () => {
  it('close on Escape with the focus back on their button, and on a press elsewhere', async () => {
    const { page, context } = await pages.open('/')
    const button = page.getByRole('button', { name: '表示の設定' })
    const isOpen = () => button.getAttribute('aria-expanded')
    await button.click()
    expect(await isOpen()).toBe('true')
    expect(await listBarriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await isOpen()).toBe('false')
    expect(await page.evaluate<string>(`document.activeElement?.ariaLabel ?? ""`)).toBe(
      '表示の設定',
    )
    await button.click()
    await page.getByRole('heading', { name: '機器の一覧' }).click()
    expect(await isOpen()).toBe('false')
    await context.close()
  })
})

describe('motion', () => {
  it('stops by a switch, which is remembered; a link can stop it too, as for a wall', async () => {
    const { page, context } = await pages.open('/', { reducedMotion: 'no-preference' })
    const html = page.locator('html')
    expect(await html.getAttribute('data-motion')).toBe('moving')
    const pause = page.getByRole('button', { name: 'アニメーション停止' })
    await page.getByRole('button', { name: '表示の設定' }).click()
    await pause.click()
    expect(await pause.getAttribute('aria-pressed')).toBe('true')
    await page.reload()
    await idle(page)
    expect(await html.getAttribute('data-motion')).toBe('paused')
    await page.getByRole('button', { name: '表示の設定' }).click()
    await pause.click()
    expect(await html.getAttribute('data-motion')).toBe('moving')
    await page.goto(`${pages.city.url}/?view=wall&motion=paused`)
    await idle(page)
    expect(await html.getAttribute('data-motion')).toBe('paused')
    await context.close()
  })
})

describe('a cut wire', () => {
  it('is said within seconds, nothing looks live, and the missed values come with the return', async () => {
    const { page, wire, close } = await openOnWire(pages, '/')
    wire.cut()
    await page.clock.fastForward(7_000)
    await page.getByText('接続が不安定').waitFor()
    await page.clock.fastForward(10_000)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(
      /接続が切れています.*\d\d:\d\d:\d\d 時点/,
    )
    expect(await page.title()).toMatch(/^【切断】/)
    await pages.send('gauge-dejima', { ts: Date.now(), level_m: 1.77 })
    wire.mend()
    await page.clock.runFor(6_000)
    await page.getByText(/復旧 \d\d:\d\d:\d\d、欠けた\d+秒を補いました/).waitFor()
    await page.locator('[data-row="gauge-dejima"]').getByText('1.77').waitFor()
    expect(await page.title()).not.toMatch(/^【切断】/)
    await close()
  })
})

describe('the operator’s link', () => {
  it('shows the quarantine, and its token is gone from the address at once', async () => {
    const refused = pages.send('wifi-city-hall', { ts: Date.now(), clients: 'many', window_s: 60 })
    await expect(refused).rejects.toThrow('field_type')
    const { page, context } = await pages.open(`/status#token=${pages.city.operatorToken}`)
    expect(page.url()).not.toContain('token')
    const quarantine = page.locator('section', { hasText: '形式不正で保留したデータ' })
    await quarantine.getByText('field_type').first().waitFor()
    // In the reader's language: whose it is, what is wrong, what to do, and what was sent.
    const told = await quarantine.locator('.incident').first().innerText()
    for (const part of ['市役所', '項目の型が違います', '引用符なしの数', '"clients":"many"']) {
      expect(told).toContain(part)
    }
    // The next mistake shows by itself: its sender is watching this page.
    const again = pages.send('wifi-city-hall', { ts: 1_700_000_000, clients: 1, window_s: 60 })
    await expect(again).rejects.toThrow('ts_in_seconds')
    await quarantine.getByText('時刻が秒です').waitFor()
    await page.reload()
    await page.getByText('field_type').first().waitFor()
    await context.close()
    const other = await pages.open('/status')
    await other.page.getByText('管理用リンクから開いてください').waitFor()
    await other.context.close()
  })

  it('the page tells the oldest device first and how long a reading takes to disk', async () => {
    const { page, context } = await pages.open('/status')
    const pipeline = page.locator('.pipeline')
    await pipeline.locator('.stage').first().waitFor()
    expect(await pipeline.innerText()).toMatch(/保存\s+[\d.–]+ミリ秒 （中央値）/)
    const states = await page
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-freshness')))
    expect(states[0]).toBe('missing')
    expect(states.at(-1)).toBe('live')
    await context.close()
  })
})

describe('no barrier (axe, WCAG 2.2 AA)', () => {
  const paths = ['/?', '/?device=gauge-edosaki&', '/status?', '/?view=wall&']
  // Contrast is a matter of the theme, names and order of the language: two of the four tell all.
  it.each(paths)('%s in both languages and themes', async (path) => {
    const { page, context } = await pages.open(`${path}lang=ja`, { colorScheme: 'light' })
    expect(await listBarriers(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${pages.city.url}${path}lang=en`)
    await idle(page)
    expect(await listBarriers(page)).toEqual([])
    await context.close()
  })

  const phonePaths = ['/', '/?view=map', '/?view=record', '/?device=gauge-edosaki', '/status']
  it.each(phonePaths)('on a phone %s is no wider than the screen', async (path) => {
    const { page, context } = await pages.open(path, { viewport: { width: 360, height: 740 } })
    expect(await page.evaluate<number>(`document.documentElement.scrollWidth`)).toBe(360)
    expect(await listBarriers(page)).toEqual([])
    await context.close()
  })
})

describe('the first load', () => {
  const situation = weighFirstLoad(dashboardFolder, ['city-page'])

  it('of alarms and list stays below 125 kB, and with the map below 140 kB', () => {
    expect(situation.gzipped).toBeGreaterThan(50_000)
    expect(situation.gzipped).toBeLessThanOrEqual(125_000)
    const withMap = weighFirstLoad(dashboardFolder, ['city-page', 'map-buttons'])
    expect(withMap.gzipped).toBeLessThanOrEqual(140_000)
    expect(withMap.files.size).toBeGreaterThan(situation.files.size)
  })

  it('is without chart, log-in and administration', () => {
    const marks = ['パスワードを表示', 'ログインできる人と', '操作した人', 'uplot']
    // Each of them is there, in a file that comes later.
    const later = weighFirstLoad(dashboardFolder, marks).text
    expect(marks.filter((mark) => !later.includes(mark))).toEqual([])
    expect(marks.filter((mark) => situation.text.includes(mark))).toEqual([])
    const html = readFileSync(join(dashboardFolder, 'index.html'), 'utf8')
    expect(html).not.toMatch(/hydrograph|<style|style=|<script(?![^>]*src)/)
  })
})
