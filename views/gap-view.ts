import type { GapLedger } from '#domain/wire/gaps.ts'
import type { CityLedger } from './gaps/city-ledger.ts'

/** What each device skipped, repeated or changed, from `seq` and `boot`. */
export interface GapView {
  /** Undefined for a device that never sent a reading. */
  find(device: string): GapLedger | undefined
  list(): GapLedger[]
  /** All of them added up, and who lacks most. */
  city(): CityLedger
}
