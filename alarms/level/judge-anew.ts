import { levelOf } from '#domain/alarms/levels.ts'
import type { Cause } from './cause.ts'
import { newestOf, type Gauge } from './gauge.ts'
import { passStart } from './pass.ts'
import { nameThresholds } from './rule.ts'
import { settle, type Settled, type Settling } from './settle.ts'

/**
 * A gauge by the thresholds that hold now: its newest value is judged again, and the record before it
 * stays as it is. The same gauge where they are those of before.
 */
export function judgeByThresholds(
  gauge: Gauge,
  nowTs: number,
  settling: Omit<Settling, 'cause'>,
): Settled {
  const { thresholds } = settling.rule
  const judgedBy = nameThresholds(thresholds)
  const newest = newestOf(gauge)
  if (!newest || gauge.judgedBy === judgedBy) return { gauge, crossings: [] }
  if (gauge.judgedBy === null && levelOf(newest.value, thresholds) === gauge.state.level) {
    return { gauge: { ...gauge, judgedBy }, crossings: [] }
  }
  const { level } = gauge.state
  const [before] = gauge.standing
  const known = {
    ...gauge,
    judgedBy,
    values: [newest],
    before: { ...passStart, level },
    reachesBack: false,
    standing: [],
    earlier: before ?? gauge.earlier,
    fixed: { place_ts: newest.place_ts, level, seq: gauge.newestSeq ?? 0 },
  }
  const reason = settling.rule.device.retired ? 'device_retired' : 'thresholds_changed'
  const cause: Cause = {
    at_ts: nowTs,
    received_ts: null,
    reason,
    origin: null,
    reach: 'correction',
  }
  return settle(gauge, known, { ...settling, cause })
}
