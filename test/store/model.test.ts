import fc from 'fast-check'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outcomes, type CommitItem, type Outcome } from '#domain/commit.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Store } from '#store/store.ts'
import { always, makeReading, page, t0 } from '#test/contracts/make-readings.ts'
import { makeFolder, startStore } from './temp-store.ts'

/** What a store is, in a few lines: of each moment what is shown, and what each field ever was. */
function createModel() {
  const moments = new Map<number, { shown: Values; said: Values[]; revisions: Values[] }>()
  return {
    commit(ts: number, values: Values): Outcome {
      const moment = moments.get(ts)
      if (!moment) {
        moments.set(ts, { shown: values, said: [values], revisions: [values] })
        return outcomes.stored
      }
      const { shown, said, revisions } = moment
      const isNew = (name: string) => said.every((one) => one[name] !== values[name])
      const changed = Object.keys(values).filter(isNew)
      if (changed.length === 0) return outcomes.duplicate
      moment.shown = { ...shown, ...pick(values, changed) }
      said.push(values)
      revisions.push(values)
      return changed.some((name) => name in shown) ? outcomes.revision : outcomes.addition
    },
    newest: () =>
      [...moments].map(([ts, { shown }]) => [ts, shown] as const).toSorted(([a], [b]) => a - b),
    versionsAt: (ts: number) => moments.get(ts)?.revisions ?? [],
  }
}

const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))

// Few times, near and far, and few values, so that keys and contents meet often.
const tsArbitrary = fc.constantFrom(t0, t0 + 1, t0 + 3_600_000, t0 - 40 * 86_400_000)
const valuesArbitrary: fc.Arbitrary<Values> = fc.record(
  {
    level_m: fc.constantFrom(null, 0, -0, 1.5),
    rain_mm: fc.constantFrom(0, 1e-7),
    mode: fc.constantFrom('calm', 'active'),
  },
  { requiredKeys: [] },
)
const batchesArbitrary = fc.array(
  fc.array(fc.record({ ts: tsArbitrary, values: valuesArbitrary }), { maxLength: 12 }),
  { maxLength: 6 },
)

describe('any sequence of commits', () => {
  let folder: string
  let store: Store
  let runs = 0
  beforeAll(async () => {
    folder = await makeFolder()
    store = await startStore(folder)
  })
  afterAll(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('has the outcomes, the newest values and the versions of the model', async () => {
    await fc.assert(
      fc.asyncProperty(batchesArbitrary, async (batches) => {
        const device = `gauge-${runs++}`
        const model = createModel()
        for (const batch of batches) {
          const items = batch.map(({ ts, values }): CommitItem => ({
            type: 'reading',
            reading: makeReading({ device, ts, values }),
          }))
          const expected = batch.map(({ ts, values }) => model.commit(ts, withoutMinusZero(values)))
          expect((await store.commit(items)).outcomes).toEqual(expected)
        }
        const { items } = await store.listReadings('flood', device, always, page)
        expect(items.map(({ ts, values }) => [ts, values])).toEqual(model.newest())
        for (const [ts] of model.newest()) {
          const revisions = await store.listRevisions('flood', device, ts)
          expect(revisions.map(({ message }) => message.values)).toEqual(model.versionsAt(ts))
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** The store does not tell -0 from 0: the same water level. */
function withoutMinusZero(values: Values): Values {
  const plain = Object.entries(values).map(([name, value]) => [name, value === 0 ? 0 : value])
  return Object.fromEntries(plain) as Values
}
