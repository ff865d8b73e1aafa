import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findFreePorts } from '#test/support/city-process.ts'
import { startTestCity } from '#test/support/start-city.ts'
import { sendReading, startPages } from './start-pages.ts'

it('a page that is open while the server is stopped and started in order goes on by itself', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-restart-'))
  const { http, mqtt } = await findFreePorts()
  const options = {
    demo: { scenario: null },
    dataFolder,
    env: { ONLINE_TILES: 'false', HTTP_PORT: String(http), MQTT_PORT: String(mqtt) },
  }
  const pages = await startPages(options)
  try {
    const { page } = await pages.open('/')
    await page.locator('.connection-live').waitFor()
    await pages.city.close()
    await page.locator('.connection-live').waitFor({ state: 'detached' })

    const again = await startTestCity(options)
    try {
      await sendReading(again, 'gauge-dejima', { ts: Date.now(), level_m: 1.77 })
      await page.locator('.connection-live').waitFor()
      const row = page.locator('[data-row="gauge-dejima"]')
      await row.getByText('1.77').waitFor()
      await sendReading(again, 'gauge-dejima', { ts: Date.now(), level_m: 1.78 })
      await row.getByText('1.78').waitFor()
      expect(await page.title()).not.toMatch(/^【切断】/)
    } finally {
      await again.close()
    }
  } finally {
    await pages.closeContexts()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})
