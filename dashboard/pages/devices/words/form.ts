import type { Labels } from '#domain/words/labels.ts'

/** What every form of the page says. */
export const formWords = {
  edit: { ja: '変更', en: 'Change' },
  save: { ja: '保存', en: 'Save' },
  sending: { ja: '保存しています…', en: 'Saving…' },
  cancel: { ja: 'やめる', en: 'Cancel' },
  why: { ja: '理由', en: 'Reason' },
  whyHint: { ja: '任意。変更履歴に残ります。', en: 'Optional. Kept with the change.' },
  whyNeeded: { ja: '必須。変更履歴に残ります。', en: 'Required. Kept with the change.' },
  whyMissing: { ja: '理由を入力してください。', en: 'Enter a reason.' },
  optional: { ja: '任意', en: 'optional' },
  saved: { ja: '保存しました', en: 'Saved' },
  unchanged: { ja: '変更はありませんでした', en: 'Nothing was different' },
  warnings: { ja: '次の点を確かめてください。', en: 'Please check:' },
  failed: { ja: '保存できませんでした。', en: 'Could not be saved.' },
  unreached: {
    ja: 'サーバーに届きませんでした。入力は残っています。もう一度保存してください。',
    en: 'The server could not be reached. What you typed is still here. Save again.',
  },
  elsewhere: {
    ja: '入力している間に、ほかの人がこの項目を変更しました。',
    en: 'Somebody else changed this while you were typing.',
  },
  untouched: { ja: '（変えていない）', en: '(not changed)' },
  elsewhereItem: { ja: '項目', en: 'Field' },
  elsewhereNow: { ja: '今の値', en: 'Now' },
  elsewhereMine: { ja: '自分の入力', en: 'What you typed' },
  keepMine: { ja: '自分の入力で続ける', en: 'Go on with mine' },
  takeTheirs: { ja: '今の値を使う', en: 'Use what holds now' },
  empty: { ja: '（なし）', en: '(none)' },
  yes: { ja: 'はい', en: 'yes' },
  no: { ja: 'いいえ', en: 'no' },
} as const satisfies Record<string, Labels>

/** Who may, where the reader may not. */
export const onlyFor = (roles: Labels): Labels => ({
  ja: `変更できる役割：${roles.ja}`,
  en: `Roles that may change it: ${roles.en}`,
})

/** What stands in the way besides: it was retired. */
export const retiredNote: Labels = {
  ja: '廃止した機器です。設定は変更できません。廃止は変更履歴から元に戻せます。',
  en: 'It is retired and does not change. The history of its changes can undo that.',
}

const codeWords: Readonly<Record<string, Labels>> = {
  name_taken: {
    ja: '同じ名称の機器がほかにもあります。地図と一覧ではIDを付けて区別します。',
    en: 'Another device has the same name. Map and lists add its id.',
  },
  outside_area: { ja: '位置が市域の外です。', en: 'The position lies outside the city.' },
}

/** A warning of the server in the words of the page. */
export const warningWords = (code: string, detail: string): Labels =>
  codeWords[code] ?? { ja: detail, en: detail }
