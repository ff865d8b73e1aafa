import type { Labels } from '#domain/words/labels.ts'

export const addWords = {
  title: { ja: '機器を追加', en: 'Add a device' },
  lead: {
    ja: '登録すると、機器に設定するトークンを一度だけ表示します。基準水位などは登録の後に設定します。',
    en: 'Its token is shown once, right after. Thresholds and the rest are set afterwards.',
  },
  act: { ja: '登録する', en: 'Add it' },
  idHint: {
    ja: '英小文字・数字・ハイフンで3～32文字。後から変えられません。例：gauge-edosaki',
    en: '3 to 32 of a-z, 0-9 and hyphen; it cannot be changed later. For example: gauge-edosaki',
  },
  goOn: { ja: 'この機器の設定に進む', en: 'Go on to its settings' },
  goOnLevels: { ja: '基準水位などの設定に進む', en: 'Go on to its thresholds and settings' },
} as const satisfies Record<string, Labels>

export const addedWords = (name: Labels, id: string): Labels => ({
  ja: `「${name.ja}」（${id}）を登録しました`,
  en: `${name.en} (${id}) was added`,
})
