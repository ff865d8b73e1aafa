import { describe, expect, it } from 'vitest'
import { listSteps } from '#dashboard/logic/value/value-changes.ts'
import type { ReadingHistoryEntry } from '#domain/wire/reading-history.ts'
import { noon, tide } from '../samples.ts'

function entry(more: Partial<ReadingHistoryEntry>): ReadingHistoryEntry {
  const from = { type: 'received', at_ts: noon, values: { height_m: 2.4 }, flag: 1 } as const
  return {
    ...from,
    reasons: [],
    origin: 'field',
    said: null,
    seq: 1,
    boot: null,
    author: null,
    note: null,
    ...more,
  }
}

describe('the history of a reading', () => {
  const told = (entries: readonly ReadingHistoryEntry[]) =>
    listSteps(entries, tide.fields).map(({ entry, changes, flag }) => ({
      type: entry.type,
      changes: changes.map(({ field, before, after }) => [field.name, before, after]),
      flag,
    }))

  it('begins with all that arrived', () => {
    expect(told([entry({ values: { height_m: 2.4, wave_cm: null } })])).toEqual([
      {
        type: 'received',
        changes: [
          ['height_m', undefined, 2.4],
          ['wave_cm', undefined, null],
        ],
        flag: { before: null, after: 1 },
      },
    ])
  })

  it('names what a correction changed, took away and added, the newest step first', () => {
    const steps = told([
      entry({ values: { height_m: 2.4 } }),
      entry({ type: 'revision', values: { height_m: 2.1 } }),
      entry({ type: 'revision', values: { wave_cm: 80 } }),
    ])
    expect(steps.map(({ changes }) => changes)).toEqual([
      [
        ['height_m', 2.1, undefined],
        ['wave_cm', undefined, 80],
      ],
      [['height_m', 2.4, 2.1]],
      [['height_m', undefined, 2.4]],
    ])
    expect(steps.map(({ flag }) => flag)).toEqual([null, null, { before: null, after: 1 }])
  })

  it('tells a verdict from the values, which it leaves alone', () => {
    const verdict = entry({ type: 'verdict', flag: 4, author: 'officer', note: 'ice' })
    expect(told([entry({}), verdict])[0]).toEqual({
      type: 'verdict',
      changes: [],
      flag: { before: 1, after: 4 },
    })
  })
})
