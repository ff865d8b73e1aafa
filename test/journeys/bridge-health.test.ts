import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal } from '#domain/words/refusal.ts'
import { until } from '#test/faults/load/until.ts'
import { startFarAedes, type FarBroker } from '#test/support/far-broker.ts'
import { createDevice } from '#test/support/start-city.ts'
import { distance, euiOf, lookingDown } from '../bridge/bridged-city.ts'
import { chirpstackTopic, chirpstackUp } from '../bridge/far-uplinks.ts'
import { listBarriers, startPages, type OpenOptions, type StartedPages } from './start-pages.ts'

const login = { user: 'machimori', password: 'open sesame' }
const devEui = euiOf(1)
const time = new Date(Date.now() - 120_000).toISOString()

let far: FarBroker
let down: FarBroker
let pages: StartedPages
let folder: string

beforeAll(async () => {
  ;[far, down] = await Promise.all([startFarAedes(login), startFarAedes()])
  await down.kill()
  folder = mkdtempSync(join(tmpdir(), 'machimori-bridge-'))
  writeFileSync(join(folder, 'right'), login.password)
  writeFileSync(join(folder, 'wrong'), 'guessed')
  const common = { dialect: 'chirpstack', username: login.user }
  const sources = [
    { ...common, id: 'city-lora', url: far.url, password_file: 'right' },
    { ...common, id: 'farm-lora', url: far.url, password_file: 'wrong' },
    { id: 'river-office', url: down.url, dialect: 'chirpstack' },
  ]
  writeFileSync(join(folder, 'bridge.json'), JSON.stringify({ sources }))
  pages = await startPages({
    env: { ONLINE_TILES: 'false', BRIDGE_FILE: join(folder, 'bridge.json') },
  })
  const gauge = createDevice('weir', 'flood', lookingDown('city-lora', devEui))
  const added = pages.city.registry.add(gauge)
  if (isRefusal(added)) throw new Error(added.detail)
  const states = () => pages.city.bridge.state()
  await until('connected', 20_000, () => states()[0]?.condition === 'connected')
  const topic = chirpstackTopic(devEui)
  const up = (fCnt: number, object?: object) => chirpstackUp({ devEui, fCnt, time, object })
  for (const message of [up(1, distance(2_000)), up(1, distance(2_000)), up(2)]) {
    await far.publish(topic, message)
  }
  await until('all told', 20_000, () => {
    const [well, stranger, unreachable] = states()
    const isTaken = well?.messages_total === 3 && well.uncommitted === 0
    return isTaken && stranger?.last_failure !== null && unreachable?.last_failure !== null
  })
})
afterAll(async () => {
  await pages.close()
  await Promise.all([far.close(), down.close()])
  rmSync(folder, { recursive: true })
})

const cells = (page: Page, source: string) =>
  page.getByRole('row').filter({ hasText: source }).getByRole('cell').allInnerTexts()

describe('稼働状況', () => {
  it('shows every source: since when it is connected, what came, what became of it', async () => {
    const { page, context, complaints } = await pages.open('/status')
    const [state, last, received, ...fates] = await cells(page, 'city-lora')
    expect(state).toMatch(/^接続中\n接続時刻 \d/)
    expect(last).toMatch(/^\d+:\d\d/)
    expect(received).toMatch(/^3\n/)
    // Stored, duplicates, quarantined, not stored yet, sessions lost.
    expect(fates).toEqual(['1', '1', '1', '0', '0'])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('tells a wrong password from a broker that is down, in plain words, with the time', async () => {
    const { page, context } = await pages.open('/status?lang=ja')
    const [refused] = await cells(page, 'farm-lora')
    expect(refused).toContain('ユーザー名かパスワードが拒否されました')
    expect(refused).toMatch(/途絶時刻 \d[^]*最後の試行 \d/)
    const [unreachable] = await cells(page, 'river-office')
    expect(unreachable).toContain('接続先に届きません')
    expect(unreachable).toContain('ECONNREFUSED')
    expect(await page.content()).not.toMatch(/sesame|guessed/)
    await page.getByRole('button', { name: 'English' }).click()
    await expect
      .poll(async () => (await cells(page, 'farm-lora'))[0])
      .toMatch(/down since \d[^]*refuses the user name or password/)
    await context.close()
  })

  const phone = { viewport: { width: 360, height: 740 } }
  it.each<[string, OpenOptions]>([
    ['lang=en&theme=dark', {}],
    ['lang=ja&theme=light', phone],
  ])('has no barriers in %s', async (query, options) => {
    const { page, context } = await pages.open(`/status?${query}`, options)
    await page.locator('.bridge-table').waitFor()
    expect(await listBarriers(page)).toEqual([])
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate<number>(overflow)).toBe(0)
    if (process.env['PICTURES']) {
      const name = `${query.replaceAll(/[^a-z]/g, '-')}${options.viewport ? '-phone' : ''}`
      await page.locator('.bridge-table').scrollIntoViewIfNeeded()
      await page.screenshot({ path: `${process.env['PICTURES']}/bridge-${name}.png` })
    }
    await context.close()
  })
})
