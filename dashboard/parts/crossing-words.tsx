import { flags } from '#domain/readings/flags.ts'
import { thresholdNameOf, type ThresholdKey } from '#domain/alarms/levels.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { RecordedCrossing } from '../logic/alarm/crossing-order.ts'
import { textOf, words } from '../state/preferences.ts'
import { TroubleChip, UnconfirmedChip } from './trouble/state-chip.tsx'

/**
 * 未確認, or 要確認の値 where the reading that crossed was doubtful, and 後から判明 where it came too
 * late to raise an alarm: the record must not be surer than its readings. A rise that nothing
 * followed in time says so, in place of 未確認.
 */
export function CrossingDoubt({ crossing }: { crossing: RecordedCrossing }) {
  const { record } = words.value
  const { confirmed, lost, found } = crossing
  const isDoubtful = confirmed && crossing.flag === flags.suspect
  return (
    <>
      {lost && <span class="chip">{record.reasons.lost_unconfirmed}</span>}
      {!confirmed && !lost && <UnconfirmedChip />}
      {isDoubtful && <TroubleChip trouble="suspect" />}
      {found === 'later' && <span class="chip">{record.later}</span>}
    </>
  )
}

/** 「取消」 and why, of a crossing that was taken back; else only why it came without a reading. */
export function CrossingReason({ crossing }: { crossing: RecordedCrossing }) {
  const { record } = words.value
  const { withdrawal } = crossing
  const reason = (withdrawal ?? crossing).reason
  return (
    <>
      {withdrawal && <b class="crossing-withdrawn">{record.withdrawn}</b>}
      {reason && <span>{record.reasons[reason]}</span>}
    </>
  )
}

/** 「レベル3 避難判断水位に到達」 or 「氾濫注意水位を下回り レベル1へ」 */
export function crossingWords(crossing: CrossingResource): string {
  const { record, level } = words.value
  const name = textOf(thresholdNameOf(crossing.threshold_key as ThresholdKey, crossing.authority))
  const step = crossing.to_level > 0 ? level.word(crossing.to_level) : level.noneShort
  return crossing.direction === 'raised' ? record.raised(name, step) : record.cleared(name, step)
}
