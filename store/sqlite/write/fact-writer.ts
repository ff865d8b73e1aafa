import type { Outcome } from '#domain/commit.ts'
import type { FactRecord } from '../tables/fact-codec.ts'

/** What a fact became, its row, and what the row does not say of it. */
export interface WrittenFact {
  outcome: Outcome
  ref: number
  tail: readonly unknown[] | null
}

export type FactWriter = (record: FactRecord, deviceNo: number) => WrittenFact
