import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { listBarriers, startPages, type OpenOptions, type StartedPages } from './start-pages.ts'

let pages: StartedPages

beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const ts = Date.now()

/** Opens the page as the printed link of the operator does. */
async function openConnect(query = '', options: OpenOptions = {}) {
  const opened = await pages.open(`/connect?${query}#token=${pages.city.operatorToken}`, options)
  await opened.page.locator('.sender-form').waitFor()
  return opened
}

/** Through the one door, whatever becomes of it. */
function send(device: Device, payload: unknown): Promise<unknown> {
  const bytes = Buffer.from(JSON.stringify(payload))
  const incoming = { device, channel: 'reading', payload: bytes, via: 'mqtt' } as const
  return new Promise((done) =>
    pages.city.ingest.door.accept({ ...incoming, bestEffort: false }, done),
  )
}

function register(device: Partial<Device> & { id: string }): Device {
  const added = pages.city.registry.add({
    kind: 'flood',
    name: { ja: '新しい水位計', en: 'New gauge' },
    origin: 'field',
    role: 'sensor',
    position: { lat: 35.95, lon: 140.32 },
    out_of_service: false,
    ...device,
  })
  if (isRefusal(added)) throw new Error(added.detail)
  const registered = pages.city.registry.find(device.id)
  if (!registered) throw new Error('not registered')
  return registered
}

const states = (page: Page) => page.locator('.message-state').allInnerTexts()

describe('connecting a device', () => {
  it('shows each message as it comes, with its verdict and the reason in words', async () => {
    const gauge = register({ id: 'new-gauge' })
    const { page, context, complaints } = await openConnect('device=new-gauge')
    await page.getByText('まだ何も届いていません').waitFor()
    await send(gauge, { ts, level_cm: 140 })
    await page.getByText('隔離しました').waitFor()
    expect(await page.locator('.message').innerText()).toContain('未定義の項目があります')
    expect(await page.locator('.message').innerText()).toContain('did you mean level_m?')
    await send(gauge, { ts, level_m: 1.4 })
    await send(gauge, { ts, level_m: 1.4 })
    await page.getByText('同じ内容（保存済み）').waitFor()
    expect(await states(page)).toEqual(['同じ内容（保存済み）', '保存しました', '隔離しました'])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('gives a line that sends a reading, copied by a button', async () => {
    register({ id: 'line-gauge' })
    const { page, context } = await openConnect('device=line-gauge')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'コピー' }).click()
    await page.getByText('コピーしました').waitFor()
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(copied).toMatch(/^mosquitto_pub -h 127\.0\.0\.1 -p \d+ -q 1 -i line-gauge/)
    expect(copied).toContain('-t inashiki/v1/flood/line-gauge/reading')
    await context.close()
  })

  it('tells who knocks at the bridge unregistered, and how to register it', async () => {
    const refusal = { code: 'device_unknown', detail: 'no device has this address' } as const
    const from = { source: 'lorawan', address: '70b3d57ed0001000' }
    const payload = Buffer.from('{"object":{"Distance":"No Sensor"}}')
    await new Promise((done) =>
      pages.city.ingest.door.accept(
        { device: null, via: 'bridge', payload, bestEffort: false, from, refusal },
        done,
      ),
    )
    const { page, context } = await openConnect()
    await page.getByRole('button', { name: '70b3d57ed0001000' }).click()
    await page.getByRole('heading', { name: '登録する' }).waitFor()
    expect(page.url()).toContain('device=70b3d57ed0001000')
    const line = await page.locator('.copy-line code').innerText()
    expect(line).toContain('--source lorawan --address 70b3d57ed0001000 --profile PROFILE')
    register({
      id: 'far-gauge',
      uplink: {
        source: 'lorawan',
        address: '70b3d57ed0001000',
        profile: 'dragino-ldds45',
        settings: { mounting_height_m: 5 },
      },
    })
    await page.getByText('lorawan から 70b3d57ed0001000 として届きます').waitFor()
    await context.close()
  })

  it('takes a DevEUI as its sticker prints it, by keyboard alone', async () => {
    const { page, context } = await openConnect()
    await page.getByLabel('機器のID、またはDevEUI').focus()
    await page.keyboard.type('70-B3-D5-7E-D0-00-20-00')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '登録する' }).waitFor()
    expect(page.url()).toContain('device=70b3d57ed0002000')
    await page.goBack()
    await page.getByText('すべての機器', { exact: true }).waitFor()
    await context.close()
  })

  it('shows nothing to who has no token, and says how to get in', async () => {
    const { page, context } = await pages.open('/connect')
    await page.getByText('管理用リンクから開いてください').waitFor()
    expect(await page.locator('.sender-form').count()).toBe(0)
    await context.close()
  })

  it('is reached from the other pages', async () => {
    const { page, context } = await pages.open(`/#token=${pages.city.operatorToken}`)
    await page.getByRole('link', { name: '機器', exact: true }).click()
    await page.locator('.devices-page a[href="/connect"]').waitFor()
    await page.getByRole('link', { name: '稼働状況' }).click()
    await page.locator('.status-page a[href="/connect"]').click()
    await page.getByRole('heading', { name: '機器をつなぐ' }).waitFor()
    expect(await page.title()).toContain('機器をつなぐ')
    await context.close()
  })
})

describe('the page has no barriers', () => {
  const phone = { viewport: { width: 360, height: 740 } }
  it.each<[string, OpenOptions]>([
    ['lang=ja&theme=light', {}],
    ['lang=en&theme=dark', {}],
    ['lang=ja&theme=dark', phone],
    ['lang=en&theme=light', phone],
  ])('in %s', async (query, options) => {
    const { page, context } = await openConnect(`${query}&device=new-gauge`, options)
    await page.locator('.message').first().waitFor()
    expect(await listBarriers(page)).toEqual([])
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate<number>(overflow)).toBe(0)
    await page.goto(`${pages.city.url}/connect?${query}&device=nobody-knows`)
    await page.locator('.copy-line').waitFor()
    expect(await listBarriers(page)).toEqual([])
    if (process.env['PICTURES']) {
      const name = `${query.replaceAll(/[^a-z]/g, '-')}${options.viewport ? '-phone' : ''}`
      await page.screenshot({ path: `${process.env['PICTURES']}/unknown-${name}.png` })
      await page.goto(`${pages.city.url}/connect?${query}&device=new-gauge`)
      await page.locator('.message').first().waitFor()
      await page.screenshot({
        path: `${process.env['PICTURES']}/known-${name}.png`,
        fullPage: true,
      })
      await page.goto(`${pages.city.url}/connect?${query}`)
      await page.locator('.message').first().waitFor()
      await page.screenshot({ path: `${process.env['PICTURES']}/all-${name}.png` })
    }
    await context.close()
  })
})
