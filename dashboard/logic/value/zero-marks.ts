import type { ReferenceVersion } from '#domain/wire/inventory.ts'
import { formatNumber } from './figure.ts'

/** A moment from which on readings count from another zero. */
export interface ZeroMark {
  ts: number
  /** Height of the zero before and after, m, as printed; null where unknown. */
  before: string | null
  after: string | null
}

/** Millimetres: levelling is that exact. */
const decimals = 3

const heightOf = ({ gauge }: ReferenceVersion): string | null => {
  const height = gauge?.zero_height_m ?? null
  return height === null ? null : formatNumber(height, decimals)
}

const counted: ReadonlySet<ReferenceVersion['state']> = new Set(['in_force', 'past'])

/**
 * Where in time the zero of a gauge was changed, oldest first. `versions`: newest first, as the server
 * lists them; what is planned or was cancelled has changed nothing.
 */
export function listZeroMarks(versions: readonly ReferenceVersion[]): ZeroMark[] {
  const inOrder = versions.filter(({ state }) => counted.has(state)).toReversed()
  return inOrder.flatMap((version, index) => {
    const before = inOrder[index - 1]
    if (!before) return []
    const mark = { ts: version.effective_ts, before: heightOf(before), after: heightOf(version) }
    const isSameDatum = before.gauge?.datum === version.gauge?.datum
    return mark.before === mark.after && isSameDatum ? [] : [mark]
  })
}
