import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPages, type StartedPages } from './start-pages.ts'

let dataFolder: string
let pages: StartedPages
beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'machimori-restart-'))
  const before = await startPages({ dataFolder })
  const wrong = { ts: Date.now(), clients: 'many', window_s: 60 }
  // Refused, which is what the page has to show after the restart.
  await before.send('wifi-city-hall', wrong).catch(() => undefined)
  await before.close()
  pages = await startPages({ dataFolder })
})
afterAll(async () => {
  await pages.close()
  rmSync(dataFolder, { recursive: true })
})

it('after a restart 稼働状況 says of every count from when it is, and claims nothing of before', async () => {
  const { page, context } = await pages.open(`/status#token=${pages.city.operatorToken}`)
  await page
    .locator('section', { hasText: '形式不正で保留したデータ' })
    .getByText('field_type')
    .waitFor()
  const quarantined = page.locator('.stage', { hasText: '隔離' })
  expect(await quarantined.innerText()).toMatch(/0件\s*サーバーの起動から/)
  expect(await page.locator('.stage', { hasText: '受信' }).innerText()).toContain('起動から 0件')
  const refusals = page.getByRole('region', { name: '接続拒否・操作の履歴' })
  const told = await refusals.innerText()
  expect(told).toContain('起動から、拒否した通信や、手で行った操作はありません')
  expect(told).toContain('audit.jsonl')
  await context.close()
})
