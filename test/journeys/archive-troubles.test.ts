import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { archiveNotes } from '#domain/operation/archive.ts'
import { influxStops } from '#archive/influx/stops.ts'
import { startFakeInflux, type FakeInflux } from '#test/support/fake-influx.ts'
import { idle, listBarriers, startPages, type StartedPages } from './start-pages.ts'

/** What may be wrong with an archive, how it comes about, and how it is put right. */
interface Trouble {
  name: string
  words: { ja: string; en: string }
  /** What the log and `/readyz` say beside our own words: the server's. */
  said?: RegExp
  begin(fake: FakeInflux): void
}

const troubles: readonly Trouble[] = [
  {
    name: 'a wrong address, or a server that is down',
    words: { ja: '古い履歴は遅れています', en: 'Older history is late' },
    said: /ECONNRESET|ECONNREFUSED|socket hang up|other side closed/,
    begin: ({ rules }) => (rules.down = true),
  },
  {
    name: 'a wrong token',
    words: influxStops.unauthorized.remedy,
    said: /unauthorized access/,
    begin: ({ rules }) => (rules.token = 'another'),
  },
  {
    name: 'a wrong organisation',
    words: influxStops.bucket_missing.remedy,
    said: /organization name "town" not found/,
    begin: ({ rules }) => {
      rules.bucketExists = false
      rules.missingWords = 'organization name "town" not found'
    },
  },
  {
    name: 'a wrong bucket, or one deleted meanwhile',
    words: influxStops.bucket_missing.remedy,
    said: /bucket not found/,
    begin: ({ rules }) => (rules.bucketExists = false),
  },
  {
    name: 'the page of a proxy',
    words: influxStops.not_influxdb.remedy,
    begin: ({ rules }) => (rules.page = '<!doctype html><title>Sign in</title>'),
  },
  {
    name: 'another type in the database',
    words: influxStops.refused_too_often.remedy,
    said: /field type conflict/,
    begin: ({ rules }) => (rules.conflict = 'level_m='),
  },
]

const waitMs = 30_000
const hour = 3_600_000
let fake: FakeInflux
let pages: StartedPages
let sent = 0

beforeAll(async () => {
  fake = await startFakeInflux({ token: 't' })
  wellRules = { ...fake.rules }
  const INFLUX = { INFLUX_URL: fake.url, INFLUX_TOKEN: 't', INFLUX_ORG: 'town' }
  pages = await startPages({
    demo: { scenario: null },
    env: { ONLINE_TILES: 'false', ...INFLUX },
  })
})
let wellRules: FakeInflux['rules']
afterEach(() => {
  Object.assign(fake.rules, wellRules)
})
afterAll(async () => {
  await pages.close()
  await fake.close()
})

const health = async () => {
  const answer = await fetch(`${pages.city.url}/v1/health`)
  return ((await answer.json()) as { archive: { condition: string } }).archive
}
const warnings = async () => {
  const answer = await fetch(`${pages.city.url}/readyz`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { warnings?: string[] }).warnings ?? []
}
/** As many readings as no accident of one device explains. */
const send = async () => {
  const ts = Date.now() - hour
  for (let i = 0; i < 60; i += 1) {
    sent += 1
    await pages.send('gauge-edosaki', { ts: ts + sent, level_m: 1 })
  }
}
const isWell = () =>
  vi.waitFor(async () => expect(await health()).toMatchObject({ condition: 'ok' }), waitMs)

describe('who keeps an archive', () => {
  it.each(troubles)(
    'reads of $name in the log, at /readyz and on the page, and loses nothing',
    async ({ words, said, begin }) => {
      await isWell()
      const logged = pages.city.logged.length
      begin(fake)
      await send()
      const { page, context } = await pages.open('/status')
      await page.getByText(words.ja).waitFor({ timeout: waitMs })
      expect(await page.getByText('古い履歴は遅れています').count()).toBe(1)
      const [warning = ''] = await warnings()
      expect(warning).toMatch(said ?? words.en)
      const log = pages.city.logged.slice(logged).join('\n').replaceAll('\\', '')
      expect(log).toMatch(said ?? words.en)
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByText(words.en).waitFor()
      await context.close()
      Object.assign(fake.rules, wellRules)
      await isWell()
      expect(fake.points.size).toBe(sent)
      expect((await warnings()).filter((text) => text.includes('late'))).toEqual([])
    },
    120_000,
  )

  it('reads of a clock that is off', async () => {
    await isWell()
    fake.rules.clockAheadMs = hour
    fake.script({ status: 503 })
    await send()
    await vi.waitFor(
      async () => expect(await warnings()).toContain(`archive: ${archiveNotes.clock_off.en}`),
      waitMs,
    )
    const { page, context } = await pages.open('/status')
    await page.getByText(archiveNotes.clock_off.ja).waitFor()
    expect(await listBarriers(page)).toEqual([])
    await context.close()
  })

  it('sees on a chart what a point stands for, and from when it is complete', async () => {
    fake.rules.down = true
    await send()
    await vi.waitFor(async () => expect((await health()).condition).toBe('behind'), waitMs)
    const { page, context } = await pages.open('/?device=gauge-edosaki')
    await page.getByRole('button', { name: '90日' }).click()
    await page.getByText('12時間ごと（線＝平均').waitFor()
    await page.getByText(/古い履歴は遅れています（.*より前は、いま表示できません）/).waitFor()
    await idle(page)
    expect(await listBarriers(page)).toEqual([])
    const file = await fetch(
      `${pages.city.url}/v1/devices/gauge-edosaki/readings?format=csv&from=${Date.now() - 90 * 24 * hour}&to=${Date.now()}`,
    )
    expect(file.status).toBe(503)
    expect(await file.json()).toMatchObject({ code: 'history_late' })
    await context.close()
  })
})
