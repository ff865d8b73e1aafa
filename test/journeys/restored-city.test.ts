import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '#domain/operation/clock.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import { findFreePorts } from '#test/support/city-process.ts'
import { startTestCity } from '#test/support/start-city.ts'
import { sendReading, startPages } from './start-pages.ts'

const minuteMs = 60_000
const [lost, found] = ['gauge-edosaki', 'gauge-oshisuna'] as const

it('a page that is open while a backup comes back shows and says what happens from then on', async () => {
  const root = mkdtempSync(join(tmpdir(), 'machimori-restored-'))
  const { http, mqtt } = await findFreePorts()
  const options = (dataFolder: string) => ({
    demo: { scenario: null },
    dataFolder: join(root, dataFolder),
    env: { ONLINE_TILES: 'false', HTTP_PORT: String(http), MQTT_PORT: String(mqtt) },
  })
  const pages = await startPages(options('before'))
  try {
    const { page } = await pages.open('/')
    const records = page.locator('.crossing')
    const level = (id: string) =>
      page.locator(`.map-mark-body[data-device="${id}"] .mark`).getAttribute('data-level')
    await pages.send(lost, { ts: Date.now() - 3 * minuteMs, level_m: 1 })
    const { folder } = await takeBackup({
      source: join(root, 'before/demo'),
      mode: 'demo',
      to: join(root, 'backups'),
      version: '0.0.0-test',
      clock: systemClock,
    })
    // A leap counts when the next value stands by it.
    for (const [n, level_m] of [5.2, 5.2, 1, 1, 5.2, 5.2].entries()) {
      await pages.send(lost, { ts: Date.now() - (5 - n) * 1_000, level_m })
    }
    await records.filter({ hasText: 'レベル5' }).nth(1).waitFor()
    await pages.city.close()

    await restoreBackup(folder, join(root, 'after/demo'))
    const restored = await startTestCity(options('after'))
    try {
      // The same numbers again, for other crossings: the page knows more of them than the city.
      for (const agoMs of [1_000, 0]) {
        await sendReading(restored, found, { ts: Date.now() - agoMs, level_m: 9.5 })
      }
      await records.filter({ hasText: '押砂' }).waitFor()
      expect(
        await records.filter({ hasText: '江戸崎' }).filter({ hasText: 'レベル5' }).count(),
      ).toBe(0)
      expect(await page.locator('[aria-live="assertive"]').textContent()).toContain('押砂')
      expect(await level(found)).toBe('5')
      // What was lost is lost: the gauge is shown as the city knows it.
      await expect.poll(() => level(lost)).not.toBe('5')
    } finally {
      await restored.close()
    }
  } finally {
    await pages.closeContexts()
    rmSync(root, { recursive: true, force: true })
  }
})
