import { lower } from './lower.ts'

/** Texts of the record of levels reached and left. */
export const recordJa = {
  title: '基準水位の到達・解除記録',
  empty: '記録はありません',
  emptyHint: '水位計の値が基準水位に達するか、下回ると、ここに残ります。',
  raised: (threshold: string, level: string) => `${level} ${threshold}に到達`,
  cleared: (threshold: string, level: string) => `${threshold}を下回り ${level}へ`,
  withdrawn: '取消',
  later: '後から判明',
  reasons: {
    revised: '値の訂正による',
    judged: '値の判定変更による',
    thresholds_changed: '基準水位の変更による',
    device_retired: '機器の廃止による',
    clock_fault: '機器の時計異常',
    lost_unconfirmed: '未確認のまま途絶',
  },
}

export const recordEn: typeof recordJa = {
  title: 'Alarm log',
  empty: 'Nothing recorded',
  emptyHint: 'When a gauge reaches or leaves a threshold, it is kept here.',
  raised: (threshold, level) => `${level}: reached the ${lower(threshold)}`,
  cleared: (threshold, level) => `Fell below the ${lower(threshold)}, now ${lower(level)}`,
  withdrawn: 'Withdrawn',
  later: 'Found later',
  reasons: {
    revised: 'because a value was corrected',
    judged: 'because a value was judged anew',
    thresholds_changed: 'because the thresholds changed',
    device_retired: 'because the gauge was retired',
    clock_fault: 'the clock of the device is wrong',
    lost_unconfirmed: 'no further report came to confirm it',
  },
}
