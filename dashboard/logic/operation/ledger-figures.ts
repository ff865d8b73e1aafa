import type { GapLedger } from '#domain/wire/gaps.ts'
import type { Words } from '../../words/words.ts'

/** One count of a gap ledger; one that should be 0 and is not is bad. */
export interface LedgerFigure {
  name: string
  count: number
  isBad?: boolean
}

/**
 * A gap ledger as it is shown, of a device or of all. A correction is another message of the same
 * reading: it is counted apart, so that what came and what is missing add up to what was expected.
 */
export function ledgerFigures(
  ledger: Omit<GapLedger, 'device' | 'ranges' | 'first_ts' | 'last_ts'>,
  { panel }: Words,
): LedgerFigure[] {
  const { expected, received, missing, late, duplicates, revised, restarts } = ledger
  return [
    ...(expected === null ? [] : [{ name: panel.gapExpected, count: expected }]),
    { name: panel.gapReceived, count: received - revised },
    { name: panel.gapMissing, count: missing, isBad: missing > 0 },
    { name: panel.gapLate, count: late },
    { name: panel.gapDuplicates, count: duplicates },
    { name: panel.gapRevised, count: revised },
    { name: panel.gapRestarts, count: restarts },
  ]
}
