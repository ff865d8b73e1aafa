import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { levelLookOf } from '#dashboard/logic/alarm/level-look.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { startPages, type StartedPages } from './start-pages.ts'

const gauge = 'gauge-edosaki'
let pages: StartedPages

beforeAll(async () => {
  pages = await startPages()
  const now = Date.now()
  for (const [id, level_m] of [
    [gauge, 1],
    ['gauge-yokotone', 2.1],
    ['gauge-dejima', 1.2],
  ] as const) {
    await pages.send(id, { ts: now, level_m })
  }
  await pages.send('wifi-city-hall', { ts: now, clients: 40, window_s: 60 })
  await pages.send('bus-01', { ts: now, lat: 35.95, lon: 140.36, heading_deg: 90, onboard: 3 })
})
afterAll(() => pages.close())

const row = (page: Page, id: string) => page.locator(`[data-row="${id}"]`)
/** How long a value may take to the screen of a busy machine. */
const soon = { timeout: 10_000 }

const mark = (page: Page, id: string) => page.locator(`[data-device="${id}"] .mark`)

describe('状況', () => {
  it('shows every device in the list and the map’s picture of it, asking nobody else', async () => {
    const { page, context, foreign, complaints } = await pages.open('/')
    const devices = pages.city.registry.list()
    expect(await page.locator('[data-row]').count()).toBe(devices.length)
    expect(await page.locator('.map-mark .mark').count()).toBeGreaterThan(20)
    expect(await page.locator('path.base-boundary').count()).toBeGreaterThan(0)
    expect(await page.locator('.map-credits').innerText()).toContain('国土数値情報')
    expect(await page.locator('.demo-band').innerText()).toContain('模擬データ')
    expect(await page.title()).toContain('稲敷市')
    expect(foreign).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('shows a value that is published over MQTT, its level, its record and says it aloud', async () => {
    const { page, context } = await pages.open('/')
    const { id, secret } = pages.city.addDevice('flood', {
      name: { ja: '試験橋', en: 'Test bridge' },
      thresholds: localThresholds({ standby: 1, caution: 2, danger: 3 }),
    })
    const client = await connectAsync(pages.city.mqttUrl, {
      clientId: id,
      username: id,
      password: secret,
    })
    const publish = (level_m: number) =>
      client.publishAsync(
        `inashiki/v1/flood/${id}/reading`,
        JSON.stringify({ ts: Date.now(), level_m }),
        { qos: 1 },
      )
    await publish(0.5)
    await row(page, id).getByText('0.50').waitFor()
    const strip = page.locator('.alarm-strip')
    const aloud = page.locator('[aria-live="assertive"]')
    await publish(3.21)
    await row(page, id).getByText('3.21').waitFor()
    // Such a leap may be a fish or a flood: shown at once, and said when the next value stands by it.
    expect(await row(page, id).innerText()).toContain('未確認')
    expect(await strip.innerText()).toContain('未確認\n試験橋 水位レベル4')
    expect(await aloud.innerText()).not.toContain('試験橋')
    await publish(3.22)
    await row(page, id).getByText('3.22').waitFor()
    await client.endAsync()
    expect(await row(page, id).innerText()).not.toContain('未確認')
    expect(await row(page, id).innerText()).toContain('水位レベル4 市設定水位4')
    expect(await strip.innerText()).toContain('市設定水位4に到達')
    await page.locator('.crossing', { hasText: '試験橋' }).first().waitFor()
    await expect.poll(() => aloud.innerText()).toContain('試験橋')
    await context.close()
  })

  it('draws each level in its official colour: the pixels say so', async () => {
    const { page, context } = await pages.open('/')
    const wanted = [
      [1.45, 1],
      [1.9, 2],
      [2.2, 3],
      [2.5, 4],
      [3, 5],
    ] as const
    const sendTwice = async (level_m: number) => {
      const ts = Date.now()
      await pages.send(gauge, { ts, level_m })
      await pages.send(gauge, { ts: ts + 1, level_m })
    }
    for (const [level_m, level] of wanted) {
      await sendTwice(level_m)
      const { fill, shape } = levelLookOf(level)
      // Polled, because an earlier value may still be on its way to the page.
      await expect.poll(() => mark(page, gauge).getAttribute('data-shape'), soon).toBe(shape)
      await expect.poll(() => hasPixel(page, gauge, fill ?? ''), soon).toBe(true)
    }
    await sendTwice(1)
    await context.close()
  })

  it('opens a panel that says it in words, draws it, and lists it as a table', async () => {
    const { page, context } = await pages.open(`/?device=gauge-yokotone`)
    const panel = page.locator('.panel')
    expect(await panel.locator('.panel-sentence').innerText()).toMatch(
      /現在 2\.10 m.*市設定水位1を 0\.10 m 超過、市設定水位2まで 0\.70 m/,
    )
    expect(await panel.locator('.authority').innerText()).toContain('未確認')
    expect(await panel.locator('.datum').innerText()).toContain('Y.P.')
    await panel.locator('.chart canvas').waitFor()
    await panel.getByRole('button', { name: '表で見る' }).click()
    expect(await panel.locator('tbody tr').first().innerText()).toContain('2.10')
    const href = await panel.getByRole('link', { name: 'CSV' }).getAttribute('href')
    const csv = await (await fetch(pages.city.url + (href ?? ''))).text()
    expect(csv).toContain('level_m')
    expect(csv).toContain('2.1')
    await context.close()
  })

  it('keeps the filter in the address, and the address alone restores it', async () => {
    const { page, context } = await pages.open('/')
    await page.getByRole('button', { name: 'デマンドバス' }).click()
    await page.getByRole('searchbox').fill('1号')
    await page.locator('[data-row]').nth(1).waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toContain('kind=bus')
    await page.reload()
    await page.locator('[data-row]').first().waitFor()
    expect(await page.locator('[data-row]').count()).toBe(1)
    await page.getByRole('searchbox').fill('どこにもない')
    await page.getByText('条件に合う機器はありません').waitFor()
    await page.locator('.empty').getByRole('button', { name: '絞り込み解除' }).click()
    expect(await page.locator('[data-row]').count()).toBe(pages.city.registry.list().length)
    await context.close()
  })

  it('finds a bus on the canvas and opens the same panel as its row', async () => {
    const { page, context } = await pages.open('/?device=bus-01')
    await page.waitForFunction(`document.querySelector('.vehicle-canvas') !== null`)
    await page.getByRole('button', { name: '閉じる' }).click()
    await pages.send('bus-01', { ts: Date.now(), lat: 35.95, lon: 140.36, heading_deg: 90 })
    const box = await page.locator('.map-holder').boundingBox()
    if (!box) throw new Error('no map')
    await page.getByRole('button', { name: '拡大' }).click()
    // The map flew to the bus when it was chosen: it lies in the middle.
    await page.mouse.click(box.x + box.width / 2 + 6, box.y + box.height / 2 + 6)
    await page.locator('.panel h2').waitFor()
    expect(new URL(page.url()).searchParams.get('device')).toBe('bus-01')
    await context.close()
  })
})

/** Looks for a colour in a picture of the mark, decoded by the browser itself. */
async function hasPixel(page: Page, id: string, colour: string): Promise<boolean> {
  const picture = (await mark(page, id).screenshot()).toString('base64')
  return page.evaluate<boolean>(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${picture}'
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    const wanted = [1, 3, 5].map((at) => Number.parseInt('${colour}'.slice(at, at + 2), 16))
    let count = 0
    for (let at = 0; at < data.length; at += 4) {
      if (wanted.every((channel, index) => data[at + index] === channel)) count++
    }
    return count > 20
  })()`)
}
