import type { Thresholds } from '../wire/thresholds.ts'
import { listThresholds } from './levels.ts'

/** What is wrong with thresholds: they rise with their level, and official ones name their source. */
export function findThresholdFault(thresholds: Thresholds): string | undefined {
  if (thresholds.authority === 'official' && !thresholds.source) {
    return 'thresholds: official ones need a source'
  }
  const known = listThresholds(thresholds)
  const falling = known.find(({ value }, index) => value <= (known[index - 1]?.value ?? -Infinity))
  return falling && `thresholds: ${falling.key} is not above the one before it`
}
