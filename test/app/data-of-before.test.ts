import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { listMigrated } from '#commands/city/list-migrated.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import { ask } from '#test/support/operator-key.ts'
import { startTestCity, type StartedCity } from '#test/support/start-city.ts'
import { hiddenMoments, layDownOldCity, oldCityTs } from '../store/old-city.ts'

const root = resolve(import.meta.dirname, '../..')
const minute = 60_000
const at = (minutes: number) => oldCityTs + minutes * minute
const clock = { now: () => at(30), monotonicMs: () => performance.now() }

let folder: string
let city: StartedCity
let killed: NodeJS.Signals | null

/** Runs a program of the project in a process of its own. */
function run(script: string, ...args: string[]) {
  const child = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: join(folder, 'data') },
  })
  if (child.status !== 0 && child.signal === null) throw new Error(child.stderr)
  return child
}

// A backup of then, restored by the command of now; the first start is killed in its upgrade.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'machimori-before-'))
  layDownOldCity(join(folder, 'before/live'))
  const taken = await takeBackup({
    source: join(folder, 'before/live'),
    mode: 'live',
    to: join(folder, 'backups'),
    version: '0.1.0',
    clock,
  })
  run('commands/restore/main.ts', taken.folder)
  killed = run('test/store/fold-and-die.ts', join(folder, 'data/live')).signal
  city = await startTestCity({ dataFolder: join(folder, 'data'), clock })
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true })
})

async function get<T>(path: string): Promise<T> {
  const answer = await ask(`${city.url}${path}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as T
}

interface Feature {
  id: string
  properties: Record<string, unknown>
}

describe('a backup of 0.1.0, restored and started by this version', () => {
  it('goes on with the upgrade where it was killed', () => {
    expect(killed).toBe('SIGKILL')
    const told = city.logged.find((line) => line.includes('joined to one reading')) ?? ''
    const { done, of } = JSON.parse(told.slice(told.indexOf('{'))) as Record<string, number>
    expect(done).toBeGreaterThanOrEqual(1_000)
    expect(of).toBe(hiddenMoments + 3)
  })

  it('shows joined readings, by their place, before any device reports again', async () => {
    const { features } = await get<{ features: Feature[] }>('/v1/devices')
    const shown = Object.fromEntries(features.map(({ id, properties }) => [id, properties]))
    expect(shown['gauge-1']).toMatchObject({
      latest: { ts: at(20), values: { level_m: 1.55, battery_v: 3.6, rain_mm: 12 }, flag: 1 },
      level: 4,
      last_level: { level: 4, ts: at(20), value: 1.55 },
    })
    // The second message came after the board was saved, the first one before.
    expect(shown['farm-1']).toMatchObject({
      latest: { values: { soil_moisture_pct: 31, air_temp_c: 18 } },
    })
    expect(shown['bus-1']).toMatchObject({
      latest: { values: { lat: 35.95, lon: 140.32, onboard: 2, capacity: 8 } },
    })
    // 0.1.0 said that it had never reported.
    expect(shown['wifi-1']).toMatchObject({
      latest: { values: { clients: 7 } },
      state: 'clock_fault',
    })
    const { items } = await get<{ items: unknown[] }>('/v1/alarms')
    expect(items).toMatchObject([{ id: 'gauge-1.1', condition: 'active', level: 4 }])
  })

  it('leaves recorded crossings as they are, and keeps events, statuses and quarantine', async () => {
    const list = async (path: string) => (await get<{ items: unknown[] }>(path)).items
    const crossings = await list('/v1/crossings?all=true')
    expect(crossings).toMatchObject([
      { crossing_seq: 2, from_level: 1, to_level: 4, ts: at(20), value: 1.55, withdraws: null },
      { crossing_seq: 1, from_level: 0, to_level: 1, ts: at(10), value: 1.35, withdraws: null },
    ])
    expect(await list('/v1/quarantine')).toMatchObject([{ payload: '{"ts":' }])
    expect(await list('/v1/events')).toMatchObject([
      { event_id: 'e-1', type: 'pickup', body: { passengers: 2 }, flag: 2 },
      { event_id: 'e-2', body: { reason: 'other', note: '田中様 090-0000-0000' } },
    ])
  })

  it('lists by command where hidden fields came back', async () => {
    const lines: string[] = []
    const dataDir = join(folder, 'data')
    await listMigrated({ dataDir, mode: 'live', kinds }, (line) => lines.push(line))
    expect(lines[0]).toMatch(/^2026-\S+ {2}farm-1 {2}土壌水分 soil_moisture_pct$/)
    const last = lines.slice(hiddenMoments, hiddenMoments + 3).join('\n')
    expect(last).toMatch(/gauge-1 {2}水位 level_m.*\n.*farm-1 {2}\S+ soil_moisture_pct/)
    expect(lines.join('\n')).toContain(`${hiddenMoments + 2} readings show fields again`)
  })

  it('shows in the history of a value what each message said', async () => {
    const path = `/v1/devices/gauge-1/readings/${at(20)}/history`
    const { items } = await get<{ items: unknown[] }>(path)
    expect(items).toMatchObject([
      { type: 'received', said: { level_m: 1.55, battery_v: 3.6 } },
      { type: 'addition', said: { rain_mm: 12 }, values: { level_m: 1.55, rain_mm: 12 } },
    ])
  })
})
