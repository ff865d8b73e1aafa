import type { Labels } from '#domain/words/labels.ts'

/** The list of devices, and what frames every part of the page. */
export const pageWords = {
  title: { ja: '機器', en: 'Devices' },
  lead: {
    ja: '市の機器の登録と設定です。変更はすべて、だれが・いつ・なぜとともに残り、元に戻せます。',
    en: 'Devices of the city and their settings. Every change is kept with who, when and why, and can be undone.',
  },
  back: { ja: '機器の一覧', en: 'All devices' },
  add: { ja: '機器を追加', en: 'Add a device' },
  import: { ja: 'CSVで一括変更', en: 'Change by CSV' },
  download: { ja: '一覧をCSVで保存', en: 'Save the list as CSV' },
  search: { ja: 'ID・名称・河川で検索', en: 'Search id, name or water' },
  filter: { ja: '一覧の絞り込み', en: 'Filter the list' },
  kinds: { ja: '種類', en: 'Kind' },
  onlyTrouble: { ja: '問題のある機器だけ', en: 'Only with trouble' },
  withRetired: { ja: '廃止した機器も表示', en: 'Show retired ones too' },
  noMatch: { ja: '該当する機器はありません', en: 'No device matches' },
  none: { ja: '機器はまだありません', en: 'No devices yet' },
  clear: { ja: '絞り込みを解除', en: 'Clear the filter' },
  gone: { ja: 'この機器は登録されていません', en: 'No such device is registered' },
  sections: { ja: '設定の項目', en: 'Settings' },
  messages: { ja: '届いた通知を見る', en: 'See its messages' },
  retired: { ja: '廃止', en: 'Retired' },
  planned: { ja: '予定あり', en: 'planned' },
} as const satisfies Record<string, Labels>

export const columnWords = {
  name: { ja: '名称', en: 'Name' },
  id: { ja: '機器ID', en: 'Id' },
  kind: { ja: '種類', en: 'Kind' },
  state: { ja: '状態', en: 'State' },
  thresholds: { ja: '基準水位', en: 'Thresholds' },
  token: { ja: 'トークン', en: 'Token' },
  changed: { ja: '最後の変更', en: 'Last change' },
} as const satisfies Record<string, Labels>

/** Whether a device can sign in. */
export const tokenWords = {
  active: { ja: '有効', en: 'valid' },
  none: { ja: '未発行', en: 'none' },
  revoked: { ja: '停止', en: 'ended' },
  bridged: { ja: '連携（不要）', en: 'bridged (needs none)' },
} as const satisfies Record<string, Labels>

export const countWords = (shown: number, total: number): Labels =>
  shown === total
    ? { ja: `${total}台`, en: `${total} devices` }
    : { ja: `${total}台のうち${shown}台`, en: `${shown} of ${total} devices` }

export const moreWords = (count: number): Labels => ({
  ja: `さらに${count}台を表示`,
  en: `Show ${count} more`,
})
