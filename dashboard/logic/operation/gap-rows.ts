import type { GapLedger } from '#domain/wire/gaps.ts'

/** An open hole as the panel lists it. */
export interface GapRow {
  /** Of this hole alone: after a restart the device uses its numbers again. */
  key: string
  after_ts: number
  before_ts: number
  missing: number
}

/** The newest open holes, newest last. How many lack is the server's to say: numbers wrap. */
export function listGapRows({ ranges }: Pick<GapLedger, 'ranges'>, rowsMax: number): GapRow[] {
  return ranges.slice(-rowsMax).map(({ from_seq, after_ts, before_ts, missing }) => ({
    key: `${after_ts} ${from_seq}`,
    after_ts,
    before_ts,
    missing,
  }))
}
