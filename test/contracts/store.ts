/** What every store has to do, whatever it is made of. Run it with a factory of empty stores. */
import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '#store/store.ts'
import { describeAggregates } from './store-aggregates.ts'
import { describeFacts } from './store-facts.ts'
import { describeJournal } from './store-journal.ts'
import { describePruning } from './store-pruning.ts'
import { describeReadings } from './store-readings.ts'

export interface StoreUnderTest {
  store: Store
  /** Closes the store and opens another one on the same data. */
  reopen(): Promise<Store>
  remove(): Promise<void>
}

/** The parts of the suite get at the store of the running test through this. */
export interface Fixture {
  readonly store: Store
  reopen(): Promise<void>
}

/** `create` gives an empty store in the zone Asia/Tokyo with the platform's kinds. */
export function describeStore(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let under: StoreUnderTest | undefined
    const get = (): StoreUnderTest => {
      if (!under) throw new Error('used outside a test')
      return under
    }
    const fixture: Fixture = {
      get store() {
        return get().store
      },
      async reopen() {
        get().store = await get().reopen()
      },
    }
    beforeEach(async () => {
      under = await create()
    })
    afterEach(() => get().remove())

    describeReadings(fixture)
    describeAggregates(fixture)
    describeJournal(fixture)
    describeFacts(fixture)
    describePruning(fixture)
  })
}
