import type { Store } from '#store/store.ts'

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
