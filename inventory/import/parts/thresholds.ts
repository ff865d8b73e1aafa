import { thresholdKeys, type Authority } from '#domain/alarms/levels.ts'
import type { ThresholdsRequest } from '#domain/wire/inventory.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { Planning } from './planning.ts'

const columns = [
  ...thresholdKeys,
  'authority',
  'source',
  'verified',
  'valid_from',
  'threshold_note',
]

const none: Thresholds = {
  standby: null,
  caution: null,
  evac: null,
  danger: null,
  overflow: null,
  authority: 'local',
  source: null,
  verified: false,
  valid_from: null,
}

/** The thresholds that a row asks for: those until now with what it says anew. */
export function planThresholds({ draft, present, kind }: Planning): ThresholdsRequest | undefined {
  const first = columns.find((name) => draft.has(name))
  if (first === undefined) return undefined
  if (kind.levelField === undefined) {
    const ja = `${kind.title.ja}に基準水位はありません`
    draft.refuse(first, ja, `a ${kind.id} has no thresholds`)
    return undefined
  }
  const before = present?.thresholds ?? none
  const note = draft.text('threshold_note')
  return {
    standby: draft.number('standby', before.standby),
    caution: draft.number('caution', before.caution),
    evac: draft.number('evac', before.evac),
    danger: draft.number('danger', before.danger),
    overflow: draft.number('overflow', before.overflow),
    // The column takes no other words.
    authority: draft.text('authority', before.authority) as Authority,
    source: draft.text('source', before.source),
    valid_from: draft.text('valid_from', before.valid_from),
    // What the row does not say again is not verified again.
    verified: draft.flag('verified', draft.repeats('verified') && before.verified),
    ...(note !== null && { note }),
  }
}
