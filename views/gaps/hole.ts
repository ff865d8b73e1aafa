import type { GapLedger } from '#domain/wire/gaps.ts'

/** An open hole; where holes were merged, a range in which `missing` of the numbers lack. */
export type Hole = GapLedger['ranges'][number] & {
  /** Which run of the device: its restarts until then. Numbers begin anew with each. */
  run: number
}
