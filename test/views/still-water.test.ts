import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change } from '#domain/commit.ts'
import type { Values } from '#domain/readings/values.ts'
import { beginLife, emptyDisk, follow, measured, verdictsIn } from './still-rig.ts'

const hourMin = 60
/** Every ten minutes, from one minute to another. */
const every10 = (device: string, [from, to]: [number, number], values: (at: number) => Values) =>
  Array.from({ length: (to - from) / 10 + 1 }, (_, n) => from + n * 10).map((at) =>
    measured(device, at, values(at)),
  )
const level = (level_m: number) => () => ({ level_m })
const flat = (hours: number, device = 'gauge-still') =>
  every10(device, [0, hours * hourMin], level(0.8))
const inOrder = (...all: readonly (readonly Change[])[]) =>
  all.flat().toSorted((a, b) => timeOf(a) - timeOf(b))
const timeOf = (change: Change) => (change.type === 'reading' ? change.reading.ts : 0)

describe('a level that does not move', () => {
  it('is told as unchanged after six hours, for as long as it was measured, and stays good', () => {
    expect(follow(flat(6)).unchangedH('gauge-still')).toBe(null)
    const { unchangedH, verdicts } = follow(flat(26))
    expect(unchangedH('gauge-still')).toBe(26)
    expect(verdicts).toEqual([])
  })

  it('may waver by a millimetre, and ends where it moves', () => {
    const wavers = every10('gauge-still', [0, 480], (at) => ({ level_m: at % 20 ? 0.8 : 0.801 }))
    expect(follow(wavers).unchangedH('gauge-still')).toBe(8)
    expect(
      follow([...flat(8), measured('gauge-still', 490, { level_m: 0.803 })]).unchangedH(
        'gauge-still',
      ),
    ).toBe(null)
  })

  it('is not told where it is known to stand still, nor in calm mode, nor across a long hole', () => {
    expect(follow(flat(26, 'gauge-lake')).unchangedH('gauge-lake')).toBe(null)
    const calm = [0, 1, 2, 3, 4].map((day) =>
      measured('gauge-still', day * 1_440, { level_m: -1.3, mode: 'calm' }),
    )
    const woken = every10('gauge-still', [5_770, 6_000], () => ({ level_m: -1.3, mode: 'active' }))
    expect(follow([...calm, ...woken]).unchangedH('gauge-still')).toBe(null)
    const after = every10('gauge-still', [480 + 370, 480 + 400], level(0.8))
    expect(follow([...flat(8), ...after]).unchangedH('gauge-still')).toBe(null)
  })

  it('is told for less, never for more, where late values say that it moved', () => {
    const late = measured('gauge-still', 245, { level_m: 0.9 })
    expect(follow([...flat(8), late]).unchangedH('gauge-still')).toBe(null)
    const same = measured('gauge-still', 245, { level_m: 0.8 })
    expect(follow([...flat(8), same]).unchangedH('gauge-still')).toBe(8)
  })
})

describe('still water is suspect', () => {
  const rain = (device: string, at: number, rain_mm = 4) => measured(device, at, { rain_mm })

  it('an hour after rain within ten kilometres, and not for rain further away', () => {
    const { verdicts } = follow(inOrder(flat(8), [rain('rain-near', 400)]))
    expect(verdicts).toEqual(['gauge-still 460', 'gauge-still 470', 'gauge-still 480'])
    expect(follow(inOrder(flat(8), [rain('rain-far', 400)])).verdicts).toEqual([])
    expect(follow(inOrder(flat(8), [rain('rain-near', 400, 0)])).verdicts).toEqual([])
  })

  it('not for rain that fell before it stood still, or after which it moved', () => {
    const before = [measured('gauge-still', -20, { level_m: 0.9 }), rain('rain-near', 5)]
    expect(follow(inOrder(before, flat(8))).verdicts).toEqual([])
    const moved = every10('gauge-still', [490, 520], level(0.95))
    const { verdicts } = follow(inOrder(flat(8), [rain('rain-near', 450)], moved))
    expect(verdicts).toEqual([])
  })

  it('where the same water moved elsewhere by 0.1 m in an hour, however far away', () => {
    const rising = (device: string) =>
      every10(device, [300, 480], (at) => ({ level_m: 1 + Math.max(0, at - 400) * 0.002 }))
    const { verdicts } = follow(inOrder(flat(8), rising('gauge-same-water')))
    expect(verdicts[0]).toBe('gauge-still 460')
    expect(follow(inOrder(flat(8), rising('gauge-other-water'))).verdicts).toEqual([])
    const slow = every10('gauge-same-water', [0, 480], (at) => ({ level_m: 1 + at * 0.0015 }))
    expect(follow(inOrder(flat(8), slow)).verdicts).toEqual([])
  })

  it('never where it is known to stand still, nor before six hours', () => {
    const signs = [rain('rain-near', 100)]
    expect(follow(inOrder(flat(8, 'gauge-lake'), signs)).verdicts).toEqual([])
    expect(follow(inOrder(flat(6), signs)).verdicts).toEqual([])
  })

  it('with the reason, who says so, and what else was found of the reading', () => {
    const { disk } = follow(inOrder(flat(8), [rain('rain-near', 415)]))
    const verdict = disk.journal
      .flatMap(({ changes }) => changes)
      .find(({ type }) => type === 'verdict')
    expect(verdict).toMatchObject({
      record: { flag: 3, reasons: ['flat:level_m'], author: 'machimori' },
    })
    expect(JSON.stringify(verdict)).toContain('rain-near')
  })
})

describe('its verdicts', () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.constant('commit' as const) },
    { weight: 2, arbitrary: fc.constantFrom('save' as const, 'crash' as const) },
    { weight: 4, arbitrary: fc.constantFrom('answer' as const, 'fail' as const) },
  )

  it('are the same after any crash, each once', () => {
    const story = inOrder(
      flat(9),
      every10('gauge-same-water', [0, 540], (at) => ({
        level_m: 1 + Math.max(0, at - 420) * 0.003,
      })),
      [measured('rain-near', 385, { rain_mm: 2 })],
    )
    const truth = follow(story).verdicts
    expect(truth.length).toBeGreaterThan(5)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.nat(60), (steps, from) => {
        const disk = emptyDisk()
        let life = beginLife(disk)
        let next = 0
        const commit = () => story[next] && life.commit([story[next++] as Change])
        while (next < Math.min(from + 60, story.length)) commit()
        for (const what of steps) {
          if (what === 'commit') commit()
          else if (what === 'save') life.projection.save(1)
          else if (what === 'crash') life = beginLife(disk)
          else life.answer(what === 'answer')
        }
        while (next < story.length) commit()
        life.commit([measured('rain-far', 560, { rain_mm: 0 })])
        while (life.answer(true));
        expect(verdictsIn(disk).toSorted()).toEqual(truth.toSorted())
      }),
    )
  })
})
