/** Texts of amounts such as rain: what was gathered over a stretch of time. */
export const amountsJa = {
  /** 「1時間雨量」 */
  total: (span: string, field: string) => `${span}${field}`,
  /** 「累加雨量」 */
  event: (field: string) => `累加${field}`,
  title: (field: string) => `${field}の合計`,
  asOf: (time: string) =>
    `${time} までの合計。時間はさかのぼって数えます（正時区切りではありません）。`,
  missing: '欠測あり',
  notMeasured: '欠測',
  since: (time: string) => `${time} から`,
  sinceBefore: (time: string) => `${time} 以前から`,
  noEvent: 'なし（6時間以上 0）',
  none: 'この7日間の値はありません',
  bars: (span: string) =>
    `1本は${span}の合計です（時刻の区切りごと）。薄い棒は欠測あり、灰色は欠測。`,
  counted: (span: string) => `1本は${span}の増加です（時刻の区切りごと）。`,
  overlap: '観測の時間幅が重なる値があり、その区切りの合計は出せません。',
  cursor: (from: string, to: string, sum: string) => `${from}〜${to} ${sum}`,
  summary: (field: string, sum: string, highest: string) =>
    `${field}：この期間の合計 ${sum}、最大 ${highest}`,
  sum: '合計',
  covered: '観測率',
}

export const amountsEn: typeof amountsJa = {
  total: (span, field) => `${field}, ${span}`,
  event: (field) => `${field} since it began`,
  title: (field) => `${field}: totals`,
  asOf: (time) => `Totals up to ${time}, counted back from then (not by clock hours).`,
  missing: 'values missing',
  notMeasured: 'not measured',
  since: (time) => `since ${time}`,
  sinceBefore: (time) => `since before ${time}`,
  noEvent: 'none (0 for over 6 h)',
  none: 'No values in the last 7 days',
  bars: (span) =>
    `One bar is the total of ${span} (by the clock). A pale bar lacks values; grey was not measured.`,
  counted: (span) => `One bar is the increase of ${span} (by the clock).`,
  overlap: 'Some windows overlap: their stretches have no total.',
  cursor: (from, to, sum) => `${from}–${to}: ${sum}`,
  summary: (field, sum, highest) => `${field}: total of this period ${sum}, highest ${highest}`,
  sum: 'Total',
  covered: 'Measured',
}
