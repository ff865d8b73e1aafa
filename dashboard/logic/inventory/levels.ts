import {
  thresholdKeys,
  thresholdNameOf,
  type Authority,
  type ThresholdKey,
} from '#domain/alarms/levels.ts'
import type { ThresholdsRequest, ThresholdsVersion } from '#domain/wire/inventory.ts'
import type { FieldResource } from '#domain/wire/kind.ts'
import type { Labels } from '#domain/words/labels.ts'
import {
  findDayFault,
  isTicked,
  notANumber,
  numberIn,
  textIn,
  tick,
  typed,
  wordsIn,
  type Draft,
  type Faults,
  type Sheet,
} from './draft.ts'

type Limits = Pick<FieldResource, 'minimum' | 'maximum'> | undefined

export const authorityIn = (draft: Draft): Authority =>
  draft['authority'] === 'official' ? 'official' : 'local'

const sourceMissing: Labels = {
  ja: '河川管理者の設定値には出典を入力してください。',
  en: 'Levels of the river’s administrator need their source.',
}

const outOfOrder = (below: Labels, value: string): Labels => ({
  ja: `${below.ja}（${value}）より高い値にしてください。`,
  en: `Must be above the ${below.en.toLowerCase()} (${value}).`,
})

const outOfRange = (limits: NonNullable<Limits>): Labels => {
  const span = `${limits.minimum ?? '−∞'}～${limits.maximum ?? '∞'}`
  return {
    ja: `計器の測定範囲（${span}）の外です。`,
    en: `Outside what the gauge measures (${span}).`,
  }
}

/** What is wrong with each level: no number, not above the one below it, out of the gauge's reach. */
function checkLevels(draft: Draft, limits: Limits): Faults {
  const faults: Record<string, Labels> = {}
  let below: { key: ThresholdKey; value: number } | undefined
  for (const key of thresholdKeys) {
    const value = numberIn(draft, key)
    if (value === null) continue
    const fault = findLevelFault(value, { below, limits, authority: authorityIn(draft) })
    if (fault) faults[key] = fault
    else below = { key, value }
  }
  return faults
}

function findLevelFault(
  value: number,
  {
    below,
    limits,
    authority,
  }: {
    below: { key: ThresholdKey; value: number } | undefined
    limits: Limits
    authority: Authority
  },
): Labels | undefined {
  if (Number.isNaN(value)) return notANumber
  if (limits && (value < (limits.minimum ?? -Infinity) || value > (limits.maximum ?? Infinity))) {
    return outOfRange(limits)
  }
  if (below && value <= below.value) {
    return outOfOrder(thresholdNameOf(below.key, authority), below.value.toFixed(2))
  }
  return undefined
}

/** 基準水位. What stands in a form begins with the newest setting, in force or planned. */
export function levelsSheet(limits: Limits): Sheet<ThresholdsVersion | undefined> {
  return {
    read(version) {
      const given = version?.thresholds
      return {
        ...Object.fromEntries(thresholdKeys.map((key) => [key, typed(given?.[key])])),
        authority: given?.authority ?? 'official',
        source: given?.source ?? '',
        verified: tick(given?.verified ?? false),
        valid_from: given?.valid_from ?? '',
        note: '',
      }
    },
    check(draft) {
      const isOfficial = authorityIn(draft) === 'official'
      const day = findDayFault(textIn(draft, 'valid_from'))
      return {
        ...checkLevels(draft, limits),
        ...(isOfficial && textIn(draft, 'source') === '' && { source: sourceMissing }),
        ...(day && { valid_from: day }),
      }
    },
  }
}

/** The body of the request, for a form without faults. */
export function thresholdsIn(draft: Draft): ThresholdsRequest {
  const [standby = null, caution = null, evac = null, danger = null, overflow = null] =
    thresholdKeys.map((key) => numberIn(draft, key))
  return {
    standby,
    caution,
    evac,
    danger,
    overflow,
    authority: authorityIn(draft),
    source: wordsIn(draft, 'source'),
    verified: isTicked(draft, 'verified'),
    valid_from: wordsIn(draft, 'valid_from'),
    note: wordsIn(draft, 'note'),
  }
}
