import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupRows } from '#dashboard/logic/list/ranking.ts'
import type { Standing } from '#dashboard/logic/device/standing.ts'
import { freshnessStates } from '#domain/readings/freshness.ts'
import type { Level } from '#domain/alarms/levels.ts'
import { noon, standing } from '../samples.ts'

const row = (id: string, state: Standing, kind = 'tide') => ({
  id,
  kind,
  name: id,
  standing: state,
})

describe('the order of the list', () => {
  it('puts the highest level first, then what needs a look, then each kind by name', () => {
    const rows = [
      row('b', standing(0)),
      row('a10', standing(0)),
      row('a9', standing(0)),
      row('high', standing(4)),
      row('low', standing(1)),
      row('late', standing(null, { freshness: 'late', lastLevel: null })),
      row('other', standing(null), 'wind'),
    ]
    const groups = groupRows(rows, ['tide', 'wind'], 'ja')
    expect(groups.map(({ key, rows: members }) => [key, ...members.map(({ id }) => id)])).toEqual([
      ['alarm', 'high', 'low'],
      ['attention', 'late'],
      ['tide', 'a9', 'a10', 'b'],
      ['wind', 'other'],
    ])
  })

  it('a gauge that fell silent at level 4 leads what needs a look', () => {
    const silent = standing(null, {
      freshness: 'expired',
      lastLevel: { level: 4, ts: noon, value: 5, flag: 1 },
    })
    const groups = groupRows(
      [row('late', standing(null, { freshness: 'late' })), row('silent', silent)],
      ['tide'],
      'ja',
    )
    expect(groups[0]?.rows.map(({ id }) => id)).toEqual(['silent', 'late'])
  })

  it('puts recordings that have ended below what the city has to look at', () => {
    const late = standing(null, { freshness: 'late' })
    const played = { ...row('a-played', late), isReplay: true }
    const groups = groupRows(
      [played, row('silent', standing(null, { freshness: 'expired' }))],
      [],
      'ja',
    )
    expect(groups[0]?.rows.map(({ id }) => id)).toEqual(['silent', 'a-played'])
  })

  it('loses and doubles nobody, and never puts a lower level above a higher one', () => {
    const anyRow = fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom('tide', 'wind', 'new'),
      name: fc.string(),
      standing: fc.record({
        freshness: fc.constantFrom(...freshnessStates),
        level: fc.constant(null),
        stands: fc.constantFrom<Level | null>(null, 0, 1, 2, 3, 4, 5),
        lastLevel: fc.constant(null),
        noValue: fc.boolean(),
        suspect: fc.boolean(),
      }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(anyRow, { selector: ({ id }) => id }), (rows) => {
        const order = groupRows(rows, ['tide', 'wind'], 'ja').flatMap((group) => group.rows)
        expect(order.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
        const levels = order.map((member) => member.standing.stands ?? 0)
        expect(levels.filter((level) => level > 0)).toEqual(
          levels.filter((level) => level > 0).toSorted((a, b) => b - a),
        )
      }),
      { numRuns: 60 },
    )
  })
})
