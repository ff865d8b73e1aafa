import { afterEach, describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { createImport } from '#inventory/import/read-import.ts'
import { encodeCp932 } from '#test/commands/city/write-shapefile.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { openTestInventory, type TestInventory } from './open-test-inventory.ts'
import { sato } from './people-and-gauge.ts'

const sensor = { origin: 'field', role: 'sensor', out_of_service: false } as const

const gauge = (number: number): Device => ({
  ...sensor,
  id: `gauge-${number}`,
  kind: 'flood',
  name: { ja: `水位計${number}`, en: `Gauge ${number}` },
  position: { lat: 35.95, lon: 140.35 },
  thresholds: localThresholds({ standby: 1, caution: 2, danger: 3 }),
})
const wifi: Device = {
  ...sensor,
  id: 'wifi-1',
  kind: 'wifi',
  name: { ja: '図書館', en: 'Library' },
  position: { lat: 35.96, lon: 140.36 },
}

let opened: TestInventory
afterEach(() => {
  opened.inventory.close()
  opened.registry.close()
})

function open(devices: readonly Device[] = [gauge(1), gauge(2), wifi]) {
  opened = openTestInventory()
  opened.registry.seed(devices)
  const { inventory } = opened
  const read = createImport(inventory, kinds)
  const planOf = (file: string | Uint8Array) =>
    read(typeof file === 'string' ? Buffer.from(file) : file)
  const look = (file: string | Uint8Array, language: 'ja' | 'en' = 'en') =>
    planOf(file).report({ dryRun: true, language })
  const take = (file: string | Uint8Array) =>
    planOf(file).take({ by: sato, why: 'yearly revision' })
  return { inventory, planOf, look, take }
}

describe('a file of devices', () => {
  it('changes what its columns say, and leaves the rest of a device alone', () => {
    const { inventory, look, take } = open()
    const file = 'id,danger,note\r\ngauge-1,3.5,橋の下\r\ngauge-2,,\r\nwifi-1,,\r\n'
    expect(look(file)).toEqual({
      dry_run: true,
      encoding: 'utf-8',
      rows: 3,
      added: [],
      changed: [{ device: 'gauge-1', fields: ['danger', 'note'] }],
      unchanged: 2,
      errors: [],
      warnings: [],
    })
    expect(inventory.find('gauge-1')?.note).toBeNull()
    expect(isRefusal(take(file))).toBe(false)
    expect(inventory.find('gauge-1')).toMatchObject({
      name: { ja: '水位計1' },
      note: '橋の下',
      thresholds: { standby: 1, caution: 2, danger: 3.5, verified: false },
    })
    const [newest] = inventory.listChanges('gauge-1', { limit: 1 })
    expect(newest).toMatchObject({ by: sato, why: 'yearly revision', undoable: true })
    expect(look(file)).toMatchObject({ changed: [], unchanged: 3 })
  })

  it('is read as a spreadsheet of a city hall writes it: headings, CP932, days, TRUE', () => {
    const { inventory, look, take } = open()
    const file = encodeCp932(
      '機器ID,氾濫危険水位(m),設定者,出典,確認済み,適用日\r\n' +
        'gauge-1,3.2,河川管理者,国交省①,TRUE,2026/6/1\r\n',
    )
    expect(look(file)).toMatchObject({ encoding: 'cp932', errors: [] })
    expect(isRefusal(take(file))).toBe(false)
    expect(inventory.find('gauge-1')?.thresholds).toMatchObject({
      danger: 3.2,
      authority: 'official',
      source: '国交省①',
      verified: true,
      valid_from: '2026-06-01',
    })
    const era = 'id,valid_from,zero_valid_from\ngauge-1,令和8年4月1日,\ngauge-2,R8.10.1,\n'
    expect(isRefusal(take(era))).toBe(false)
    expect(inventory.find('gauge-1')?.thresholds?.valid_from).toBe('2026-04-01')
    const wide = '﻿機器ＩＤ;氾濫危険水位（ｍ）;緯度 (度)\n gauge-2 ;3.1;35.9\n'
    expect(look(wide)).toMatchObject({
      encoding: 'utf-8',
      changed: [{ device: 'gauge-2', fields: ['danger', 'lat'] }],
    })
  })

  it('keeps letters that CP932 lacks, which a spreadsheet replaced by question marks', () => {
    const { look, inventory, take } = open([
      { ...gauge(1), name: { ja: '𠮷橋', en: 'Ōsugi' } },
      gauge(2),
    ])
    const file = encodeCp932('id,name_ja,name_en,note\r\ngauge-1,??橋,?sugi,橋の下\r\n')
    expect(look(file)).toMatchObject({ changed: [{ device: 'gauge-1', fields: ['note'] }] })
    take(file)
    expect(inventory.find('gauge-1')?.name).toEqual({ ja: '𠮷橋', en: 'Ōsugi' })
    const other = encodeCp932('id,name_en,note\r\ngauge-1,Osugi?,川\r\n')
    expect(look(other).changed).toEqual([{ device: 'gauge-1', fields: ['name_en', 'note'] }])
  })

  it('adds who is not there yet, with a kind and a name, and plans what holds later', () => {
    const { inventory, look, take } = open()
    const file =
      'id,kind,name_ja,lat,lon,standby,danger,valid_from,every_active_s,uplink_source,uplink_address,uplink_profile,mounting_height_m\n' +
      'gauge-9,水位・雨量,新橋,35.9,140.3,1,2.5,2099-04-01,300,,,,\n' +
      'gauge-8,flood,古橋,35.9,140.3,,,,,lorawan,70b3d57ed0001000,decentlab-dl-mbx,6.5\n'
    const report = look(file)
    expect(report).toMatchObject({ added: ['gauge-9', 'gauge-8'], errors: [], changed: [] })
    const taken = take(file)
    if (isRefusal(taken)) throw new Error(taken.detail)
    expect([...taken.secrets.keys()].toSorted()).toEqual(['gauge-8', 'gauge-9'])
    expect(inventory.find('gauge-9')).toMatchObject({
      name: { ja: '新橋', en: '新橋' },
      every_ms: { active: 300_000 },
      thresholds: null,
      planned: [{ part: 'thresholds', valid_from: '2099-04-01' }],
    })
    expect(inventory.find('gauge-8')?.uplink).toMatchObject({
      settings: { mounting_height_m: 6.5 },
    })
    expect(look(file)).toMatchObject({ added: [], changed: [], unchanged: 2 })
  })

  it('clears by "-", never by an empty cell', () => {
    const { inventory, take } = open()
    take('id,standby,caution,note\ngauge-1,-,,x\ngauge-2,,,x\n')
    take('id,note,lat,lon\ngauge-1,-,-,-\ngauge-2,,,\n')
    expect(inventory.find('gauge-1')).toMatchObject({
      note: null,
      position: null,
      thresholds: { standby: null, caution: 2 },
    })
    expect(inventory.find('gauge-2')).toMatchObject({ note: 'x', position: { lat: 35.95 } })
  })

  it('says what whoever takes it over must hold', () => {
    const { planOf } = open()
    const needsOf = (file: string) => planOf(file).needs
    expect(needsOf('id,danger\ngauge-1,4\n')).toEqual(['threshold.edit'])
    expect(needsOf('id,out_of_service,service_reason\ngauge-1,はい,点検\n')).toEqual([
      'device.service',
    ])
    expect(needsOf('id,danger,note\ngauge-1,4,x\n').toSorted()).toEqual([
      'device.edit',
      'threshold.edit',
    ])
    expect(needsOf('id,danger\ngauge-1,3\n')).toEqual([])
  })
})

describe('a file with mistakes', () => {
  it('is taken not at all, and each mistake has its line and column', () => {
    const { inventory, look, take } = open(
      Array.from({ length: 400 }, (_, index) => gauge(index + 1)),
    )
    const before = inventory.list()
    const rows = before.map(({ id }) => `${id},3.5`)
    rows[310] = 'gauge-x,3.5'
    rows[7] = `${before[7]?.id},３．５`
    rows[20] = `${before[20]?.id},0.5`
    rows[30] = `${before[30]?.id},300`
    const file = `機器ID,氾濫危険水位\n${rows.join('\n')}\n`
    const { errors, rows: count } = look(file)
    expect(count).toBe(400)
    expect(errors).toMatchObject([
      { row: 9, column: '氾濫危険水位', detail: expect.stringContaining('write 3.5') as string },
      { row: 22, column: '氾濫危険水位', detail: expect.stringContaining('danger') as string },
      { row: 32, column: '氾濫危険水位', detail: expect.stringContaining('outside') as string },
      { row: 312, column: '機器ID', detail: expect.stringContaining('"gauge-x"') as string },
    ])
    expect(take(file)).toMatchObject({ code: 'import_invalid' })
    expect(inventory.list()).toEqual(before)
  })

  it.each([
    ['an unknown column', 'id,dangr\ngauge-1,3\n', 1, 'dangr', 'did you mean danger?'],
    ['a Japanese one', '機器ID,氾濫危険水\ngauge-1,3\n', 1, '氾濫危険水', '氾濫危険水位'],
    ['no id column', 'danger\n3\n', 1, 'id', 'missing'],
    ['a column twice', 'id,danger,氾濫危険水位\ngauge-1,3,4\n', 1, 'danger', 'twice'],
    ['no heading above a cell', 'id,\ngauge-1,3\n', 1, null, 'column 2 has no heading'],
    ['a row that is too wide', 'id,note\ngauge-1,a,b\n', 2, null, 'more cells'],
    ['a quote that never ends', 'id,note\ngauge-1,"a\n', 2, null, 'never closed'],
    ['a device twice', 'id,danger\ngauge-1,4\ngauge-1,5\n', 3, 'id', 'in row 2 too'],
    ['no id', 'id,danger\n,4\n', 2, 'id', 'is missing'],
    ['an unknown device', 'id,danger\ngauge-7,4\n', 2, 'id', 'give kind and name_ja'],
    ['another kind', 'id,kind\ngauge-1,wifi\n', 2, 'kind', 'cannot be changed'],
    ['no such kind', 'id,kind,name_ja\nx-1,fluud,x\n', 2, 'kind', 'none of flood'],
    ['words for a number', 'id,danger\ngauge-1,three\n', 2, 'danger', 'not a number'],
    ['a comma in a number', 'id,danger\ngauge-1,"3,5"\n', 2, 'danger', 'not a number'],
    ['thresholds that fall', 'id,danger\ngauge-1,1.5\n', 2, 'danger', 'not above caution 2'],
    ['one above the next', 'id,caution\ngauge-1,3.5\n', 2, 'caution', 'danger 3 is not above'],
    ['one above the sensor', 'id,overflow\ngauge-1,31\n', 2, 'overflow', 'outside -30 to 30'],
    ['one of a kind without levels', 'id,danger\nwifi-1,3\n', 2, 'danger', 'no thresholds'],
    [
      'an official one without source',
      'id,authority\ngauge-1,official\n',
      2,
      'authority',
      'source',
    ],
    ['0/0', 'id,lat,lon\ngauge-1,0,0\n', 2, 'lat', 'without its position'],
    ['lat and lon swapped', 'id,lat,lon\ngauge-1,140.3,35.9\n', 2, 'lat', 'swapped'],
    ['a place in France', 'id,lat,lon\ngauge-1,48.9,2.3\n', 2, 'lat', 'outside Japan'],
    ['half a place', 'id,lat,lon\ngauge-1,-,140\n', 2, 'lat', 'both'],
    ['30 February', 'id,valid_from\ngauge-1,2026-02-30\n', 2, 'valid_from', 'no day'],
    ['a wide day', 'id,valid_from\ngauge-1,２０２６／６／１\n', 2, 'valid_from', 'full-width'],
    ['a row below one of three lines', 'id,note\ngauge-1,"a\nb\nc"\nx,y\n', 3, 'id', 'registered'],
    [
      'a DevEUI of Excel',
      `${bridged}a-1,flood,x,lw,1.23E+15,p\n`,
      2,
      'uplink_address',
      'spreadsheet',
    ],
    [
      'an interval of another kind',
      'id,every_calm_s\nwifi-1,60\n',
      2,
      'every_calm_s',
      'reports as',
    ],
    ['a name of nothing', 'id,name_ja\ngauge-1,\u200b\n', 2, 'name_ja', 'name'],
    ['a cleared name', 'id,name_ja\ngauge-1,-\n', 2, 'name_ja', 'cannot be cleared'],
    [
      'out of service without why',
      'id,休止中\ngauge-1,はい\n',
      2,
      'service_reason',
      'needs a reason',
    ],
    ['an id that is none', 'id,kind,name_ja\nX Y,flood,x\n', 2, 'id', 'id'],
    ['an unknown profile', `${bridged}a-1,flood,x,lw,aa,none\n`, 2, 'uplink_profile', 'profile'],
    ['an address twice', `${bridged}a-1,${far}\na-2,${far}\n`, 3, 'uplink_address', 'in row 2 too'],
    ['nothing', '', 1, null, 'empty'],
    ['no text', Buffer.from([0x69, 0x64, 0x0a, 0x82, 0xff, 0x00]), 1, null, 'neither UTF-8'],
  ] as const)('%s is said', (...[, file, row, column, words]) => {
    const { look, take, inventory } = open()
    const before = inventory.list()
    expect(look(file as string).errors).toContainEqual({
      row,
      column,
      detail: expect.stringContaining(words) as string,
    })
    expect(take(file as string)).toMatchObject({ code: 'import_invalid' })
    expect(look(file as string, 'ja').errors[0]?.detail).toMatch(/[ぁ-ん]/)
    expect(inventory.list()).toEqual(before)
  })

  it('warns of a place outside the city and of a name that is taken, and takes it', () => {
    const { look, take } = open()
    const file = 'id,name_ja,lat,lon\ngauge-1,水位計２,26.2,127.7\n'
    const { warnings, errors } = look(file)
    expect(errors).toEqual([])
    expect(warnings).toMatchObject([
      { row: 2, detail: expect.stringContaining('gauge-2') as string },
      { row: 2, detail: expect.stringContaining('outside the city') as string },
    ])
    expect(isRefusal(take(file))).toBe(false)
  })
})

const bridged = 'id,kind,name_ja,uplink_source,uplink_address,uplink_profile\n'
const far = 'flood,x,lorawan,70b3d57ed0001000,decentlab-dl-mbx'
