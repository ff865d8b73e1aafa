import type { Labels } from '#domain/words/labels.ts'

/** Texts of the form of 基準水位, its preview and its history. */
export const levelWords = {
  sinceStart: { ja: '期間の初めから到達していた', en: 'the water stood above it from the start' },
  none: {
    ja: '基準水位は未設定。水位レベルを判定しません。',
    en: 'None: its level is not judged.',
  },
  lead: {
    ja: '空欄の水位は判定に使いません。低い順に高くなるように入力してください。',
    en: 'Leave empty what the gauge does not have. Each must be above the one before it.',
  },
  authorityHint: {
    ja: '河川管理者が定めた水位だけが、法律上の名称を持ちます。',
    en: 'Only levels set by the river’s administrator bear a legal name.',
  },
  sourceHint: { ja: '通知・告示・URLなど', en: 'Notice, publication, URL …' },
  fromHint: {
    ja: 'この日の0時から適用。空欄か過去の日付のときは保存した時点から。過去の到達記録は変わりません。',
    en: 'From 00:00 of this day; left empty, or of a past day, from now on. Past records do not change.',
  },
  note: { ja: '備考', en: 'Remark' },
  noteHint: { ja: '任意。履歴に残ります。', en: 'Optional. Kept in the history.' },
  preview: { ja: '過去のデータで試す', en: 'Try on stored data' },
  previewing: { ja: '試しています…', en: 'Trying…' },
  previewLead: {
    ja: '保存する前に、この基準水位なら過去に何回到達したかを確かめられます。',
    en: 'Before you save: how often would these levels have been reached?',
  },
  previewLevel: { ja: '水位', en: 'Level' },
  given: { ja: '入力した値', en: 'As typed' },
  present: { ja: '今の設定', en: 'As it is' },
  nowTitle: { ja: '現在の水位', en: 'Present level' },
  noValue: { ja: '使える現在値がありません', en: 'There is no usable present value' },
  noData: {
    ja: 'この期間に使える観測値がありません。到達回数は判断できません。',
    en: 'No usable values in this time: nothing can be said.',
  },
  none0: { ja: '到達なし', en: 'not reached' },
  notSet: { ja: '設定なし', en: 'not set' },
  old: {
    ja: '入力が変わりました。もう一度試してください。',
    en: 'What you typed has changed. Try again.',
  },
  history: { ja: '設定の履歴と予定', en: 'Earlier and planned settings' },
  historyState: { ja: '状態', en: 'State' },
  historyFrom: { ja: '適用', en: 'From' },
  historyValues: { ja: '内容', en: 'Setting' },
  historyBy: { ja: '設定した人', en: 'Set by' },
  before: { ja: '以前から', en: 'from before' },
  unknownBy: { ja: '記録なし', en: 'not recorded' },
  official: { ja: '河川管理者', en: "river's administrator" },
  verifiedHint: {
    ja: '出典の文書と数値を照合したらチェックを付けます。',
    en: 'Tick it once the figures were compared with the source.',
  },
} as const satisfies Record<string, Labels>

export const stateWords = {
  planned: { ja: '予定', en: 'planned' },
  in_force: { ja: '適用中', en: 'in force' },
  past: { ja: '過去', en: 'past' },
  cancelled: { ja: '取消', en: 'cancelled' },
} as const satisfies Record<string, Labels>

/** 「14日間で3回、うち1回は未確認値」 */
export function timesWords(days: number, times: number, unconfirmed: number): Labels {
  if (times === 0) return { ja: `${days}日間で到達なし`, en: `not reached in ${days} days` }
  const often = times === 1 ? 'once' : `${times} times`
  return {
    ja: `${days}日間で${times}回${unconfirmed > 0 ? `、うち${unconfirmed}回は未確認値` : ''}`,
    en: `${often} in ${days} days${unconfirmed > 0 ? `, ${unconfirmed} of them unconfirmed` : ''}`,
  }
}

export const lastWords = (time: string): Labels => ({ ja: `最後は ${time}`, en: `last at ${time}` })

/** In which unit and from which height the levels count: those of the readings. */
export const datumWords = (unit: string, reference: Labels | null): Labels => ({
  ja: `単位は${unit}。水位計の読み値と同じ高さで入力します${reference ? `（${reference.ja}）` : ''}。`,
  en: `In ${unit}, as the gauge reads${reference ? ` (${reference.en})` : ''}.`,
})

/** What the present value would be by each of both settings. */
export const presentLevelWords = (level: number): Labels =>
  level === 0
    ? { ja: '基準未満', en: 'below all levels' }
    : { ja: `レベル${level}`, en: `level ${level}` }
