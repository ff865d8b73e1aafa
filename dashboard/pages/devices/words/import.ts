import type { Labels } from '#domain/words/labels.ts'

export const importWords = {
  title: { ja: 'CSVで一括変更', en: 'Change by CSV' },
  lead: {
    ja: '「一覧をCSVで保存」したファイルを表計算ソフトで直し、ここで取り込みます。基準水位の年度改定も一度にできます。',
    en: 'Save the list as CSV, edit it in a spreadsheet, and take it in here: a yearly revision of thresholds in one step.',
  },
  rules: {
    ja: '空欄は変更しません。「-」は消すという意味です。文字コードはUTF-8でもShift_JIS（CP932）でも読めます。',
    en: 'An empty cell changes nothing, “-” clears. UTF-8 and Shift_JIS (CP932) can both be read.',
  },
  file: { ja: 'CSVファイル', en: 'CSV file' },
  check: { ja: '内容を確認する', en: 'Check it' },
  checking: { ja: '確認しています…', en: 'Checking…' },
  report: {
    ja: '確認の結果（まだ何も変わっていません）',
    en: 'What it would change (nothing has changed yet)',
  },
  rows: { ja: '読んだ行', en: 'Rows read' },
  added: { ja: '追加', en: 'Added' },
  changed: { ja: '変更', en: 'Changed' },
  unchanged: { ja: '変更なし', en: 'As before' },
  faults: { ja: '誤り', en: 'Errors' },
  faultsLead: {
    ja: '誤りが一つでもあると、どの行も取り込みません。直したファイルを選び直してください。',
    en: 'Nothing is taken while one row is wrong. Correct the file and choose it again.',
  },
  line: { ja: '行', en: 'Line' },
  column: { ja: '列', en: 'Column' },
  detail: { ja: '内容', en: 'What' },
  warnings: { ja: '確かめてください', en: 'Please check' },
  act: { ja: 'この内容で取り込む', en: 'Take it in' },
  taking: { ja: '取り込んでいます…', en: 'Taking it in…' },
  nothing: {
    ja: 'このファイルで変わるものはありません。',
    en: 'This file changes nothing.',
  },
  done: { ja: '取り込みました', en: 'Taken in' },
  secrets: {
    ja: '追加した機器のトークン（表示は今回だけ）',
    en: 'Tokens of the devices added, shown this once',
  },
  another: { ja: '別のファイルを取り込む', en: 'Take in another file' },
  fileMissing: { ja: 'ファイルを選んでください。', en: 'Choose a file.' },
} as const satisfies Record<string, Labels>

/** How many devices a file adds and changes. */
export const doneWords = (added: number, changed: number): Labels => ({
  ja: `取り込みました。追加${added}台、変更${changed}台`,
  en: `Taken in: ${added} added, ${changed} changed`,
})
