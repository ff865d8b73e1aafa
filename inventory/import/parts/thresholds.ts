import { thresholdKeys, thresholdNameOf, type Authority } from '#domain/alarms/levels.ts'
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
  const given: ThresholdsRequest = {
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
  refuseOrder(draft, given)
  refuseNoSource(draft, given)
  return given
}

/** At the level that the row names: the other one is not in the file, or was right before. */
function refuseOrder(draft: Planning['draft'], given: ThresholdsRequest): void {
  const known = thresholdKeys.flatMap((key) => {
    const value = given[key]
    return value === null ? [] : [{ key, value, ...thresholdNameOf(key, given.authority) }]
  })
  for (const [at, upper] of known.entries()) {
    const lower = known[at - 1]
    if (!lower || upper.value > lower.value) continue
    draft.refuse(
      draft.has(upper.key) ? upper.key : lower.key,
      `${upper.ja} ${upper.value} は ${lower.ja} ${lower.value} より高くしてください`,
      `${upper.key} ${upper.value} is not above ${lower.key} ${lower.value}`,
    )
  }
}

function refuseNoSource(draft: Planning['draft'], { authority, source }: ThresholdsRequest): void {
  if (authority !== 'official' || source !== null) return
  draft.refuse(
    draft.has('authority') ? 'authority' : 'source',
    '河川管理者の基準水位には出典が必要です',
    'official thresholds need a source',
  )
}
