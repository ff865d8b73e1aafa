/** What every store has to do, whatever it is made of. Run it with a factory of empty stores. */
import { afterEach, beforeEach, describe } from 'vitest'
import type { Fixture, StoreUnderTest } from './fixture.ts'
import { describeAggregates } from './store-aggregates.ts'
import { describeFacts } from './store-facts.ts'
import { describeJournal } from './store-journal.ts'
import { describePruning } from './store-pruning.ts'
import { describeReadings } from './store-readings.ts'

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
