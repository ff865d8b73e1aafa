import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#domain/words/refusal.ts'
import { get, hour } from '#test/accounts/open-test-accounts.ts'
import { day, openTestInventory, type TestInventory } from './open-test-inventory.ts'
import { bySato, gauge, thresholdsOf } from './people-and-gauge.ts'

/** The day in Tokyo, so many days after that of the clock. */
const dayAfter = ({ clock }: TestInventory, days: number) =>
  new Date(clock.now() + 9 * hour + days * day).toISOString().slice(0, 10)

const cautionOf = ({ inventory }: TestInventory) => inventory.find(gauge.id)?.thresholds?.caution

const openWithGauge = (): TestInventory => {
  const opened = openTestInventory()
  const thresholds = { ...thresholdsOf({ caution: 1 }), verified: false }
  get(opened.inventory.add({ ...gauge, thresholds }, bySato()))
  return opened
}

const set = (opened: TestInventory, caution: number | null, valid_from: string | null = null) =>
  get(opened.inventory.setThresholds(gauge.id, thresholdsOf({ caution, valid_from }), bySato()))

describe('thresholds from a day on', () => {
  it('take effect at its midnight in the city’s zone, over a restart too, and not before', () => {
    const opened = openWithGauge()
    const monday = dayAfter(opened, 3)
    set(opened, 2, monday)
    expect(cautionOf(opened)).toBe(1)
    const midnight = Date.parse(`${monday}T00:00:00+09:00`)
    expect(opened.inventory.find(gauge.id)?.planned).toEqual([
      { part: 'thresholds', valid_from: monday, effective_ts: midnight },
    ])
    opened.pass(midnight - opened.clock.now() - 1)
    expect(opened.inventory.applyDue()).toBe(0)
    opened.reopen()
    opened.pass(1)
    expect(opened.inventory.applyDue()).toBe(1)
    expect(opened.inventory.applyDue()).toBe(0)
    expect(cautionOf(opened)).toBe(2)
    expect(opened.inventory.find(gauge.id)?.planned).toEqual([])
    expect(opened.inventory.listChanges(gauge.id, { limit: 1 })).toMatchObject([
      { act: 'setting_in_effect', by: { sort: 'platform' }, after: { valid_from: monday } },
    ])
  })

  it('of several days take effect in their order where the city was down over all of them', () => {
    const opened = openWithGauge()
    set(opened, 3, dayAfter(opened, 5))
    set(opened, 2, dayAfter(opened, 2))
    opened.pass(9 * day)
    opened.reopen()
    opened.inventory.applyDue()
    expect(cautionOf(opened)).toBe(3)
    expect(opened.inventory.listThresholds(gauge.id).map(({ state }) => state)).toEqual([
      'past',
      'in_force',
      'past',
    ])
  })

  it('of a day that has passed hold from now on: what was judged stays', () => {
    const opened = openWithGauge()
    set(opened, 2, '2020-04-01')
    expect(cautionOf(opened)).toBe(2)
    const [newest] = opened.inventory.listThresholds(gauge.id)
    expect(newest).toMatchObject({
      valid_from: '2020-04-01',
      effective_ts: opened.clock.now(),
      set_by: 'sato',
      state: 'in_force',
    })
  })

  it('stay in force where the clock is set back behind their midnight', () => {
    const opened = openWithGauge()
    set(opened, 2, dayAfter(opened, 1))
    opened.pass(day)
    opened.inventory.applyDue()
    opened.hands.wall -= 2 * day
    opened.reopen()
    opened.inventory.applyDue()
    expect(cautionOf(opened)).toBe(2)
  })

  it('are taken back by an undoing before their day, and after it the earlier ones return', () => {
    const opened = openWithGauge()
    const planned = set(opened, 2, dayAfter(opened, 1))
    get(opened.inventory.undo(gauge.id, planned.change ?? 0, bySato()))
    opened.pass(2 * day)
    expect(opened.inventory.applyDue()).toBe(0)
    expect(cautionOf(opened)).toBe(1)
    const done = set(opened, 3)
    const undone = get(opened.inventory.undo(gauge.id, done.change ?? 0, bySato('誤記')))
    expect(undone.device.thresholds?.caution).toBe(1)
    expect(opened.inventory.listThresholds(gauge.id).map(({ state }) => state)).toEqual([
      'in_force',
      'past',
      'cancelled',
      'past',
    ])
  })

  it('are refused to whoever saw an older version', () => {
    const opened = openWithGauge()
    const [seen] = opened.inventory.listThresholds(gauge.id)
    const ifMatch = String(seen?.version)
    const first = thresholdsOf({ caution: 2 })
    get(opened.inventory.setThresholds(gauge.id, first, { ...bySato(), ifMatch }))
    const second = thresholdsOf({ caution: 3 })
    const refused = opened.inventory.setThresholds(gauge.id, second, { ...bySato(), ifMatch })
    expect(refused).toMatchObject({ code: 'setting_stale' })
    expect(cautionOf(opened)).toBe(2)
  })

  it.each([
    ['out of order', thresholdsOf({ caution: 3, danger: 2 })],
    ['two alike', thresholdsOf({ caution: 2, danger: 2 })],
    ['above the sensor', thresholdsOf({ overflow: 400 })],
    ['official without a source', thresholdsOf({ caution: 2, authority: 'official' })],
    ['from a day that is none', thresholdsOf({ caution: 2, valid_from: '2027-02-30' })],
  ])('that are %s are refused', (_what, given) => {
    const opened = openWithGauge()
    const refused = opened.inventory.setThresholds(gauge.id, given, bySato())
    expect(refused).toMatchObject({ code: 'thresholds_invalid' })
    expect(cautionOf(opened)).toBe(1)
  })

  it('are refused to a kind without levels', () => {
    const { inventory } = openTestInventory()
    get(inventory.add({ ...gauge, id: 'wifi-1', kind: 'wifi' }, bySato()))
    const refused = inventory.setThresholds('wifi-1', thresholdsOf({ caution: 2 }), bySato())
    expect(refused).toMatchObject({ code: 'thresholds_invalid' })
  })

  it('in force are those whose day came last, whatever is set, undone and restarted', () => {
    const act = fc.oneof(
      fc.record({
        do: fc.constant('set' as const),
        caution: fc.integer({ min: 1, max: 9 }),
        in: fc.integer({ min: -2, max: 4 }),
      }),
      fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 3 }) }),
      fc.constant({ do: 'undo' as const }),
      fc.constant({ do: 'restart' as const }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const opened = openWithGauge()
        // What a person would keep on paper: plans by day, and what holds.
        let model = { inForce: 1, before: 1, plans: [] as { at: number; caution: number }[] }
        let undo: (() => void) | undefined
        for (const one of acts) {
          if (one.do === 'set') {
            const valid_from = dayAfter(opened, one.in)
            const at = Date.parse(`${valid_from}T00:00:00+09:00`)
            const was = model
            const { change } = set(opened, one.caution, valid_from)
            model =
              at > opened.clock.now()
                ? { ...model, plans: [...model.plans, { at, caution: one.caution }] }
                : { ...model, inForce: one.caution }
            undo = () => {
              const done = opened.inventory.undo(gauge.id, change ?? 0, bySato())
              if (!isRefusal(done)) model = was
            }
          } else if (one.do === 'wait') {
            opened.pass(one.days * day)
            opened.inventory.applyDue()
            const now = opened.clock.now()
            const due = model.plans.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at)
            const inForce = due.at(-1)?.caution ?? model.inForce
            model = { ...model, inForce, plans: model.plans.filter(({ at }) => at > now) }
            undo = undefined
          } else if (one.do === 'undo') {
            undo?.()
            undo = undefined
          } else opened.reopen()
          expect(cautionOf(opened)).toBe(model.inForce)
          expect(opened.inventory.find(gauge.id)?.planned).toHaveLength(model.plans.length)
        }
        opened.inventory.close()
        opened.registry.close()
      }),
      { numRuns: 60 },
    )
  })
})

describe('the zero of a gauge', () => {
  it('changes from a day on, and history keeps the one it had', () => {
    const opened = openWithGauge()
    const water_body = { ja: '新利根川', en: 'Shintone' }
    const old = { datum: 'TP', zero_height_m: 1.2, zero_height_epoch: '2011', water_body } as const
    const next = { ...old, zero_height_m: 1.14, zero_height_epoch: '2024' } as const
    get(opened.inventory.change(gauge.id, { gauge: old }, bySato()))
    const dated = { ...next, valid_from: dayAfter(opened, 1) }
    get(opened.inventory.change(gauge.id, { gauge: dated }, bySato('水準測量')))
    expect(opened.inventory.find(gauge.id)?.gauge).toEqual(old)
    opened.pass(day)
    opened.inventory.applyDue()
    expect(opened.inventory.find(gauge.id)?.gauge).toEqual(next)
    expect(opened.inventory.listReferences(gauge.id)).toMatchObject([
      { gauge: next, state: 'in_force', valid_from: dated.valid_from },
      { gauge: old, state: 'past' },
    ])
  })
})

describe('a registry of before', () => {
  it('has its thresholds as the first of their history, written down once', () => {
    const opened = openTestInventory()
    const thresholds = { ...thresholdsOf({ caution: 1 }), verified: false }
    opened.inventory.close()
    const seeded = { ...gauge, thresholds, out_of_service: false }
    expect(opened.registry.seed([seeded])).toEqual({ added: 1 })
    opened.reopen()
    opened.reopen()
    expect(opened.inventory.listThresholds(gauge.id)).toMatchObject([
      { thresholds, set_ts: null, set_by: null, state: 'in_force' },
    ])
    expect(opened.inventory.listChanges(gauge.id, { limit: 9 })).toEqual([])
  })
})
