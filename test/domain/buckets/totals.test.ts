import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIncomplete, sumTotals, type Gathered } from '#domain/buckets/amount-totals.ts'

const minute = 60_000
const hour = 60 * minute
const noon = Date.parse('2026-09-10T12:00:00+09:00')

/** Amounts that end every `everyMs`, the last at noon. */
const every = (everyMs: number, values: readonly number[], windowMs = everyMs): Gathered[] =>
  values.map((value, i) => {
    const to = noon - (values.length - 1 - i) * everyMs
    return { value, from: to - windowMs, to }
  })

const tens = (values: readonly number[]) => every(10 * minute, values)
const sums = (gathered: readonly Gathered[]) =>
  sumTotals(gathered)?.totals.map(({ span_s, sum }) => [span_s, sum])

describe('totals of rain', () => {
  it('slide back from the newest window', () => {
    expect(sums(tens(Array.from({ length: 150 }, () => 2)))).toEqual([
      [600, 2],
      [3_600, 12],
      [10_800, 36],
      [86_400, 288],
    ])
    expect(sumTotals(tens([1]))).toMatchObject({ as_of_ts: noon, window_s: 600 })
  })

  it('say how much of their period was gathered', () => {
    const holes = tens([2, 2, 2, 2, 2, 2]).toSpliced(1, 1)
    const hourly = sumTotals(holes)?.totals[1]
    expect(hourly).toEqual({ span_s: 3_600, sum: 10, covered_s: 3_000 })
    expect(isIncomplete(3_000, 3_600)).toBe(true)
    expect(isIncomplete(3_240, 3_600)).toBe(false)
  })

  it('begin with the own window of a gauge that tells longer ones', () => {
    expect(sums(every(15 * minute, [1, 2, 3, 4]))).toEqual([
      [900, 4],
      [3_600, 10],
      [10_800, 10],
      [86_400, 10],
    ])
  })

  it('of rolling hours take hours side by side', () => {
    const rolling = every(
      10 * minute,
      Array.from({ length: 19 }, (_, i) => i),
      hour,
    )
    expect(sums(rolling)).toEqual([
      [3_600, 18],
      [10_800, 18 + 12 + 6],
      [86_400, 18 + 12 + 6 + 0],
    ])
  })

  it('of nothing are none', () => {
    expect(sumTotals([])).toBeUndefined()
  })

  it('count no time twice and lose no rain, whatever the windows', () => {
    const steps = fc.array(
      fc.record({
        gapS: fc.nat(20_000),
        windowS: fc.constantFrom(60, 600, 900, 3_600),
        value: fc.nat(50),
      }),
      { minLength: 1, maxLength: 80 },
    )
    fc.assert(
      fc.property(steps, (list) => {
        let to = noon
        const gathered = list.map(({ gapS, windowS, value }) => {
          to += (gapS + windowS) * 1_000
          return { value, from: to - windowS * 1_000, to }
        })
        const found = sumTotals(gathered)
        for (const { span_s, sum, covered_s } of found?.totals ?? []) {
          const from = to - span_s * 1_000
          const whole = gathered.filter((window) => window.from >= from)
          const touched = gathered.filter((window) => window.to > from)
          const total = (windows: Gathered[]) => windows.reduce((all, { value }) => all + value, 0)
          expect(sum ?? 0).toBeGreaterThanOrEqual(total(whole))
          expect(sum ?? 0).toBeLessThanOrEqual(total(touched))
          expect(covered_s).toBeLessThanOrEqual(span_s)
        }
      }),
    )
  })
})

describe('the rain of now', () => {
  const dry = (hours: number) => Array.from({ length: hours * 6 }, () => 0)

  it('is all since it was dry for six hours', () => {
    const event = sumTotals(tens([9, 9, ...dry(6), 1, ...dry(5), 2, 3]))?.event
    expect(event).toMatchObject({ sum: 6, complete: true, rained_ts: noon })
    expect(event?.since_ts).toBe(noon - (2 + 5 * 6 + 1) * 10 * minute)
    expect(event?.covered_s).toBe(event?.span_s)
  })

  it('is none after six dry hours, and stands until then', () => {
    expect(sumTotals(tens([5, ...dry(6)]))?.event).toBeNull()
    expect(sumTotals(tens([5, ...dry(5)]))?.event).toMatchObject({ sum: 5 })
  })

  it('is not ended by silence: it may have rained on', () => {
    const earlier = tens([4]).map(({ value, from, to }) => {
      return { value, from: from - 9 * hour, to: to - 9 * hour }
    })
    const silent = [...earlier, ...tens([6])]
    const event = sumTotals(silent)?.event
    expect(event).toMatchObject({ sum: 10, complete: false })
    expect(isIncomplete(event?.covered_s ?? 0, event?.span_s ?? 0)).toBe(true)
  })
})
