import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import type { AmountTotals } from '#domain/wire/amounts.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

const minute = 60_000
const newest = Math.floor(Date.now() / (10 * minute)) * 10 * minute

let city: TestCity
let app: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
})
afterAll(() => city.close())

async function listTotals(id: string): Promise<AmountTotals[]> {
  const { statusCode, body } = await app.inject(`/v1/devices/${id}/amounts`)
  expect(statusCode).toBe(200)
  return (JSON.parse(body) as { items: AmountTotals[] }).items
}

describe('GET /v1/devices/{id}/amounts', () => {
  it('has nothing of a gauge that never told rain, nor of a kind without amounts', async () => {
    expect(await listTotals('gauge-1')).toEqual([])
    expect(await listTotals('wifi-1')).toEqual([])
    expect((await app.inject('/v1/devices/gauge-9/amounts')).statusCode).toBe(404)
  })

  it('has what officers read of a gauge, over the end of a day', async () => {
    // 40 hours: dry, a rain of 30 hours, one report that failed its range.
    const said = Array.from({ length: 240 }, (_, i) => {
      const isRain = i >= 60
      return { ts: newest - (239 - i) * 10 * minute, rain_mm: isRain ? 0.5 : 0 }
    })
    said[235] = { ts: newest - 4 * 10 * minute, rain_mm: 900 }
    await city.publish('gauge-1', said)
    const [rain, ...more] = await listTotals('gauge-1')
    expect(more).toEqual([])
    expect(rain).toEqual({
      field: 'rain_mm',
      as_of_ts: newest,
      window_s: 600,
      totals: [
        { span_s: 600, sum: 0.5, covered_s: 600 },
        { span_s: 3_600, sum: 2.5, covered_s: 3_000 },
        { span_s: 10_800, sum: 8.5, covered_s: 10_200 },
        { span_s: 86_400, sum: 71.5, covered_s: 85_800 },
      ],
      event: {
        since_ts: newest - 180 * 10 * minute,
        rained_ts: newest,
        sum: 89.5,
        span_s: 108_000,
        covered_s: 107_400,
        complete: true,
      },
    })
  })
})
