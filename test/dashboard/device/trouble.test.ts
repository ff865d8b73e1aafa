import { describe, expect, it } from 'vitest'
import { groupQuarantine } from '#dashboard/logic/operation/quarantine-groups.ts'
import { countTroubles, troubleRank } from '#dashboard/logic/device/trouble.ts'
import type { QuarantineResource } from '#domain/wire/quarantine.ts'
import { standing } from '../samples.ts'

describe('the troubles of the devices', () => {
  const well = standing(0)
  const late = standing(null, { freshness: 'late' })
  const silent = standing(null, { freshness: 'expired' })
  const never = standing(null, { freshness: 'missing' })
  const empty = standing(null, { noValue: true })

  it('are counted by name, the worst first, and what is well is no trouble', () => {
    expect(countTroubles([well, late, silent, well, silent, empty, never])).toEqual({
      well: 2,
      found: [
        { trouble: 'missing', count: 1 },
        { trouble: 'expired', count: 2 },
        { trouble: 'no_value', count: 1 },
        { trouble: 'late', count: 1 },
      ],
    })
    expect(countTroubles([])).toEqual({ well: 0, found: [] })
  })

  it('put a device that is well behind every other', () => {
    const order = [well, late, silent, never].toSorted((a, b) => troubleRank(a) - troubleRank(b))
    expect(order).toEqual([never, silent, late, well])
    // Hundreds of ended recordings must not push a silent gauge out of the table.
    const played = troubleRank(never, true)
    expect(troubleRank(late)).toBeLessThan(played)
    expect(played).toBeLessThan(troubleRank(well))
  })
})

describe('the quarantine', () => {
  const item = (id: number, device: string, code: string) =>
    ({ id, device, code, channel: 'reading' }) as QuarantineResource

  it('says the same mistake of the same device once, with its newest payload', () => {
    const groups = groupQuarantine([
      item(5, 'a', 'field_type'),
      item(4, 'b', 'field_type'),
      item(3, 'a', 'field_type'),
      item(2, 'a', 'ts_missing'),
    ])
    expect(groups.map(({ newest, count }) => [newest.id, count])).toEqual([
      [5, 2],
      [4, 1],
      [2, 1],
    ])
  })
})
