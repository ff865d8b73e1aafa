/** Height of a gauge's zero before and after, as printed; null where unknown. */
interface ZeroChange {
  before: string | null
  after: string | null
}

const inMetres = (height: string | null, unknown: string) =>
  height === null ? unknown : `${height} m`

/** The figures of a chart in words, each with its unit, and when the last of them was measured. */
interface ChartSummary {
  low: string
  high: string
  last: string
  time: string
}

/** Texts of the chart of a field. */
export const chartJa = {
  title: '推移',
  range: '期間',
  ranges: { h6: '6時間', h24: '24時間', d7: '7日', d30: '30日', d90: '90日', y1: '1年' },
  buckets: {
    '1m': '1分',
    '5m': '5分',
    '10m': '10分',
    '15m': '15分',
    '30m': '30分',
    '1h': '1時間',
    '6h': '6時間',
    '12h': '12時間',
    '1d': '1日',
  },
  resolution: (length: string) => `${length}ごと（線＝平均、帯＝最小〜最大）`,
  late: (time: string) => `古い履歴は遅れています（${time}より前は、いま表示できません）`,
  field: '項目',
  asTable: '表で見る',
  asChart: 'グラフで見る',
  csv: 'CSVを保存',
  empty: 'この期間の値はありません',
  summary: (field: string, { low, high, last, time }: ChartSummary) =>
    `${field}：最低 ${low}、最高 ${high}、最新 ${last}（${time}）`,
  /** A change of the height of the zero, on the chart and in a sentence. */
  zero: ({ before, after }: ZeroChange) =>
    `零点高 ${inMetres(before, '不明')} → ${inMetres(after, '不明')}`,
  zeroAt: (time: string, { before, after }: ZeroChange) =>
    `破線：${time} に零点高を変更（${inMetres(before, '不明')} → ${inMetres(after, '不明')}）。前後の値は基準が違います。`,
  keys: '左右の矢印キーで値を読みます',
  inspect: (time: string) => `${time} の値の履歴`,
  mean: '平均',
  inUnit: (field: string, unit: string) => `${field}（${unit}）`,
  time: '時刻',
  min: '最小',
  max: '最大',
  count: '件数',
  cursor: (time: string, value: string) => `${time} ${value}`,
}

export const chartEn: typeof chartJa = {
  title: 'History',
  range: 'Period',
  ranges: { h6: '6 h', h24: '24 h', d7: '7 d', d30: '30 d', d90: '90 d', y1: '1 y' },
  buckets: {
    '1m': '1 minute',
    '5m': '5 minutes',
    '10m': '10 minutes',
    '15m': '15 minutes',
    '30m': '30 minutes',
    '1h': '1 hour',
    '6h': '6 hours',
    '12h': '12 hours',
    '1d': '1 day',
  },
  resolution: (length) => `One point is ${length} (line: mean, band: min to max)`,
  late: (time) => `Older history is late (nothing before ${time} can be shown now)`,
  field: 'Field',
  asTable: 'Show table',
  asChart: 'Show chart',
  csv: 'Save CSV',
  empty: 'No values in this period',
  summary: (field, { low, high, last, time }) =>
    `${field}: lowest ${low}, highest ${high}, newest ${last} (${time})`,
  zero: ({ before, after }) =>
    `Zero ${inMetres(before, 'unknown')} → ${inMetres(after, 'unknown')}`,
  zeroAt: (time, { before, after }) =>
    `Dashed line: at ${time} the height of the zero was changed (${inMetres(before, 'unknown')} → ${inMetres(after, 'unknown')}). Values before and after count from different zeros.`,
  keys: 'Left and right arrow keys read the values',
  inspect: (time) => `History of the value of ${time}`,
  mean: 'Mean',
  inUnit: (field, unit) => `${field} (${unit})`,
  time: 'Time',
  min: 'Min',
  max: 'Max',
  count: 'Count',
  cursor: (time, value) => `${time} ${value}`,
}
