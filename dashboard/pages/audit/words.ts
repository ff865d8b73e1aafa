import type { Labels } from '#domain/words/labels.ts'

/** Texts of the page 監査, which only auditors and administrators load. */
export const auditWords = {
  title: { ja: '監査', en: 'Audit' },
  lead: {
    ja: '人がしたことの記録です。新しい順に並びます。画面から消したり書き換えたりすることはできません。改ざんがないかは、サーバーで npm run audit -- verify を実行して確かめます。',
    en: 'What people did, newest first. No page deletes or changes an entry; npm run audit -- verify, on the server, finds one that was.',
  },
  filter: { ja: '絞り込み', en: 'Filter' },
  by: { ja: '操作した人（名前）', en: 'Who (name)' },
  act: { ja: '操作', en: 'Act' },
  anyAct: { ja: 'すべて', en: 'All' },
  from: { ja: 'この日から', en: 'From this day' },
  to: { ja: 'この日まで', en: 'Up to this day' },
  show: { ja: '表示', en: 'Show' },
  clear: { ja: '条件を消す', en: 'Clear' },
  orderWrong: {
    ja: '「この日から」は「この日まで」より後にできません。',
    en: 'The first day cannot be after the last one.',
  },
  csv: { ja: 'CSVを保存', en: 'Save CSV' },
  none: { ja: '条件に合う記録はありません。', en: 'There is no such entry.' },
  more: { ja: 'さらに表示', en: 'Show more' },
  acts: { ja: '操作の記録', en: 'Entries' },
  address: { ja: '接続元', en: 'From' },
  why: { ja: '理由', en: 'Why' },
  undoes: { ja: '取り消した記録', en: 'Undoes' },
  becomes: { ja: 'から', en: 'to' },
} as const satisfies Record<string, Labels>

/** How many entries are shown. */
export const shownWords = (count: number): Labels => ({
  ja: `${count}件を表示しています。`,
  en: `${count} entries are shown.`,
})

/** Whoever has no name. */
export const sortWords = {
  person: { ja: '利用者', en: 'Person' },
  key: { ja: '鍵', en: 'Key' },
  command: { ja: 'サーバーのコマンド', en: 'Command on the server' },
  nobody: { ja: 'ログイン前', en: 'Before log-in' },
  platform: { ja: 'システム（予定）', en: 'The platform, as planned' },
} as const satisfies Record<string, Labels>

export const localWords: Labels = { ja: 'サーバー', en: 'the server' }

/** Names of what an entry says about people, sessions and keys. */
export const fieldWords: Readonly<Record<string, Labels>> = {
  name: { ja: '名前', en: 'Name' },
  display_name: { ja: '表示名', en: 'Name that others see' },
  roles: { ja: '役割', en: 'Roles' },
  disabled: { ja: '停止', en: 'Disabled' },
  capabilities: { ja: 'できること', en: 'May' },
  address: { ja: '接続元', en: 'Address' },
  agent: { ja: '端末', en: 'Browser' },
}
