import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyFolder } from '#commands/city/apply.ts'
import { compareCities } from '#commands/city/compare-cities.ts'
import { parseCityOptions } from '#commands/city/options.ts'
import { printApply } from '#commands/city/print-apply.ts'
import type { Device } from '#domain/devices/device.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { createDevice, startTestCity, type StartedCity } from '#test/support/start-city.ts'
import { bySato, thresholdsOf } from '#test/inventory/people-and-gauge.ts'

const root = resolve(import.meta.dirname, '../../..')
let dataDir: string
let cityDir: string
let city: StartedCity

const bridge = createDevice('gauge-1', 'flood', {
  name: { ja: '新橋', en: 'Shinbashi' },
  position: { lat: 35.95, lon: 140.35 },
  thresholds: localThresholds({ caution: 2, danger: 3 }),
})
const simulated = createDevice('gauge-sim', 'flood', { origin: 'simulated' })

const write = (...devices: Device[]) =>
  writeFileSync(join(cityDir, 'devices.json'), JSON.stringify([...devices, simulated]))

const start = () => startTestCity({ dataFolder: dataDir, env: { CITY_DIR: cityDir } })

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'machimori-apply-'))
  cityDir = mkdtempSync(join(tmpdir(), 'machimori-folder-'))
  cpSync(join(root, 'infra/cities/inashiki'), cityDir, { recursive: true })
  write(bridge)
  city = await start()
})
afterAll(async () => {
  for (const folder of [dataDir, cityDir]) rmSync(folder, { recursive: true })
})

async function apply(dryRun: boolean) {
  const answer = await applyFolder({ dataDir, cityDir, mode: 'live', dryRun })
  if (!answer.ok) throw new Error(answer.refusal.detail)
  return { ...answer, text: printApply(answer) }
}
const compare = () => compareCities(cityDir, { CITY_DIR: cityDir, DATA_DIR: dataDir })
const differs = () => city.logged.filter((line) => line.includes('npm run city -- apply'))

describe('npm run city -- apply', () => {
  it('has nothing to say of a folder that the registry began with', async () => {
    expect(differs()).toEqual([])
    expect((await apply(true)).text).toContain('The registry says the same')
    expect(await compare()).toEqual([])
  })

  it('names in a dry run each value, and who set it on the page since; changes nothing', async () => {
    const given = thresholdsOf({ caution: 2, danger: 3.4 })
    city.inventory.setThresholds('gauge-1', given, bySato('洗掘で引き上げ'))
    write(
      { ...bridge, name: { ja: '新橋', en: 'New Bridge' } },
      createDevice('gauge-2', 'flood', { name: { ja: '古橋', en: 'Old Bridge' } }),
    )
    const before = city.inventory.list()
    const env = { ...process.env, DATA_DIR: dataDir, CITY_DIR: cityDir }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['commands/city/main.ts', 'apply', '--dry-run'],
      { cwd: root, env },
    )
    expect(stdout).toContain('thresholds.danger: 3.4 → 3\n')
    expect(stdout).toMatch(/登録の値は \d{4}-\d\d-\d\d \d\d:\d\d に sato が設定「洗掘で引き上げ」/)
    expect(stdout).toContain('name.en: Shinbashi → New Bridge')
    expect(stdout).toContain('gauge-2 古橋\n  登録 / to be added\n')
    expect(stdout).not.toContain('gauge-sim')
    expect(stdout).toContain('Nothing was changed. To take this over: npm run city -- apply')
    expect(city.inventory.list()).toEqual(before)
    expect((await compare()).join()).toContain('2 devices differ from the live registry')
  })

  it('takes all of it over in the running city, as acts that can be undone', async () => {
    const { taken, secrets, text } = await apply(false)
    expect(taken).toBe(true)
    expect(text).toContain(`shown only now: ${secrets['gauge-2']}`)
    expect(city.registry.findByToken(Buffer.from(secrets['gauge-2'] ?? ''))?.id).toBe('gauge-2')
    expect(city.inventory.find('gauge-1')).toMatchObject({
      name: { en: 'New Bridge' },
      thresholds: { danger: 3 },
    })
    const acts = city.inventory.listChanges('gauge-1', { limit: 2 })
    expect(acts).toMatchObject([
      { act: 'thresholds_set', by: { sort: 'command' }, undoable: true },
      { act: 'device_changed', by: { sort: 'command' }, undoable: true },
    ])
    expect((await apply(true)).differences).toEqual([])
  })

  it('leaves what the folder does not name, what is out of service and what is retired', async () => {
    city.inventory.change('gauge-1', { note: '橋の下' }, bySato())
    const service = { reason: '点検', until_ts: null }
    city.inventory.change('gauge-1', { out_of_service: true, service }, bySato())
    city.inventory.retire('gauge-2', bySato('撤去'))
    const { added, differences } = await apply(true)
    expect([added, differences]).toEqual([[], []])
  })

  it('takes nothing where anything is refused, and says what', async () => {
    const high = { ...bridge, thresholds: localThresholds({ danger: 31 }) }
    write(high, createDevice('gauge-3', 'flood'))
    const { taken, refused, text } = await apply(false)
    expect([taken, refused[0]?.device]).toEqual([false, 'gauge-1'])
    expect(text).toContain('Nothing was changed because of the refusals')
    expect(city.inventory.find('gauge-3')).toBeUndefined()
    writeFileSync(join(cityDir, 'devices.json'), '[{"id": "gauge-1"}]')
    const broken = await applyFolder({ dataDir, cityDir, mode: 'live', dryRun: false })
    expect(broken).toMatchObject({
      ok: false,
      refusal: { detail: expect.stringContaining('devices.json') as string },
    })
  })

  it('is named in one line at the start of a city whose folder says something else', async () => {
    await city.close()
    write({ ...bridge, position: { lat: 35.96, lon: 140.36 } })
    city = await start()
    expect(differs()).toHaveLength(1)
    expect(differs()[0]).toContain('"devices":"gauge-1"')
    expect(city.inventory.find('gauge-1')).toMatchObject({ position: { lat: 35.95 } })
    await city.close()
  })

  it('looks at a copy where no city runs, and takes over in the data folder', async () => {
    const file = join(dataDir, 'live', 'registry.db')
    const before = readFileSync(file)
    const { differences } = await apply(true)
    expect(differences.map(({ field }) => field)).toContain('position.lat')
    expect((await compare()).join()).toContain('apply --dry-run --live')
    expect(readFileSync(file).equals(before)).toBe(true)
    expect((await apply(false)).taken).toBe(true)
    expect((await apply(true)).differences).toEqual([])
  })

  it('knows which city is meant', () => {
    expect(parseCityOptions(['apply', '--live'])).toEqual({
      command: 'apply',
      mode: 'live',
      dryRun: false,
    })
    expect(() => parseCityOptions(['apply', '--live', '--demo'])).toThrow('exclude each other')
  })
})
