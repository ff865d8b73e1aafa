import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTruth } from '#simulators/score/read-truth.ts'
import type { DeviceState } from '#views/board.ts'
import { startTestCity } from '#test/support/start-city.ts'

describe('a demo city', () => {
  it('lives: every simulated device reports over MQTT, and nothing it says is refused', async () => {
    const city = await startTestCity({ demo: { scenario: 'normal' } })
    const { board, stats } = city.ingest
    const silent = () => board.list().filter(({ latest }) => latest === null)
    await expect.poll(() => silent().length, { timeout: 25_000, interval: 100 }).toBe(0)

    expect(board.list().length).toBeGreaterThan(40)
    expect(board.list().every(({ device }) => device.origin === 'simulated')).toBe(true)
    expect(stats()).toMatchObject({ quarantined_total: 0, store: { ok: true } })
    const secrets = join(city.dataFolder, 'simulated-devices.json')
    expect(statSync(secrets).mode & 0o777).toBe(0o600)
    const known = Object.keys(JSON.parse(readFileSync(secrets, 'utf8')) as object)
    expect(known.toSorted()).toEqual(
      board
        .list()
        .map(({ device }) => device.id)
        .toSorted(),
    )
    await city.close()
  })

  it('goes on with its storm when it is started again: its past stays as it was told', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-demo-'))
    const storm = { dataFolder, demo: { scenario: 'storm' } }
    const first = await startTestCity(storm)
    const { board, stats } = first.ingest
    const silent = () => board.list().filter(({ latest }) => latest === null)
    await expect.poll(() => silent().length, { timeout: 60_000, interval: 100 }).toBe(0)
    // The past is told in pieces. All of it is there once each sensor has come to the present.
    const isBehind = ({ device, latest }: DeviceState) =>
      device.kind !== 'bus' && Date.now() - (latest?.ts ?? 0) > 3_600_000
    const behind = () => board.list().filter(isBehind).length
    await expect.poll(behind, { timeout: 60_000, interval: 100 }).toBe(0)
    expect(stats().readings_total).toBeGreaterThan(20_000)
    // Nothing was lost, and nobody was restarted: events and readings of a bus count on together.
    const missed = () => first.ingest.gaps.city().total.missing
    await expect.poll(missed, { timeout: 60_000, interval: 100 }).toBe(0)
    expect(first.ingest.gaps.city().total.restarts).toBe(0)
    await first.close()

    const again = await startTestCity(storm)
    // The fleet tells once that all of its memories are empty.
    const told = () => again.logged.some((line) => line.includes(' 0 waiting'))
    await expect.poll(told, { timeout: 60_000, interval: 100 }).toBe(true)
    // An hour at most: that of the sensor that reports most rarely.
    expect(again.ingest.stats()).toMatchObject({ revisions_total: 0 })
    expect(again.ingest.stats().duplicates_total).toBeLessThan(10_000)
    await again.close()
    rmSync(dataFolder, { recursive: true })
  })

  it('tells the truth of its faults in its data folder, and stores what it sent', async () => {
    const city = await startTestCity({ demo: { scenario: 'normal', faults: 'few' } })
    const { board, stats } = city.ingest
    const silent = () => board.list().filter(({ latest }) => latest === null)
    await expect.poll(() => silent().length, { timeout: 60_000, interval: 100 }).toBe(0)
    const { touches } = readTruth(join(city.dataFolder, 'simulated-faults.jsonl'))
    const frozen = touches.filter(({ fault }) => fault === 'frozen')
    const device = frozen[0]?.device ?? ''
    await expect.poll(() => stats().queued, { timeout: 25_000 }).toBe(0)
    const range = { from: 0, to: Date.now() }
    const { items } = await city.store.listReadings('flood', device, range, { limit: 10_000 })
    const stored = new Map(items.map(({ ts, values }) => [ts, values['level_m']]))
    for (const { ts, sent } of frozen) expect(stored.get(ts)).toBe(sent?.['level_m'])
    await city.close()
  })

  it('has its own data: the live city beside it has no simulated device', async () => {
    const city = await startTestCity()
    expect(city.ingest.board.list()).toEqual([])
    const { id } = city.addDevice('flood')
    expect(city.ingest.board.get(id).device.origin).toBe('field')
    await city.close()
  })
})
