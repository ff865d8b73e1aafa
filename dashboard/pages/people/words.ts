import type { Labels } from '#domain/words/labels.ts'

/** Texts of the page 利用者, which only administrators load. */
export const peopleWords = {
  title: { ja: '利用者', en: 'People' },
  parts: { ja: '利用者と鍵', en: 'People and keys' },
  people: { ja: '利用者', en: 'People' },
  peopleLead: {
    ja: 'ログインできる人と、その役割です。操作はすべて監査の記録に残ります。',
    en: 'Who may log in, and as what. Everything done here is kept in the audit.',
  },
  add: { ja: '利用者を追加', en: 'Add a person' },
  roles: { ja: '役割', en: 'Roles' },
  rolesHint: {
    ja: 'どの役割でも「閲覧」のことができます。複数選ぶと、できることが合わさります。',
    en: 'Every role may do what a viewer may. Several add up.',
  },
  rolesMissing: { ja: '役割を一つ以上選んでください。', en: 'Choose one role or more.' },
  disabled: { ja: '停止中', en: 'Disabled' },
  toChange: { ja: 'パスワード未変更', en: 'Password not changed yet' },
  noPassword: { ja: 'パスワードなし', en: 'No password' },
  you: { ja: 'あなた', en: 'you' },
  since: { ja: '登録', en: 'Added' },
  change: { ja: '変更', en: 'Change' },
  disable: { ja: '停止', en: 'Disable' },
  enable: { ja: '再開', en: 'Enable' },
  newPassword: { ja: '新しいパスワード', en: 'New password' },
  makeUp: { ja: '自動でつくる（一度だけ表示します）', en: 'Make one up; it is shown once' },
  typeIt: { ja: '自分で決めて入力する', en: 'Type one' },
  passwordOf: { ja: 'パスワードの決め方', en: 'Password' },
  save: { ja: '保存', en: 'Save' },
  cancel: { ja: 'やめる', en: 'Cancel' },
  close: { ja: '閉じる', en: 'Close' },
  firstLogIn: {
    ja: '本人は最初のログインで、自分だけが知るパスワードに変更します。',
    en: 'At the first log-in they change it to one that only they know.',
  },
  once: {
    ja: '表示は今回だけです。閉じる前に写して、本人に直接伝えてください。',
    en: 'It is shown this once. Copy it before you close this, and give it to them in person.',
  },
  made: { ja: '新しいパスワード', en: 'The new password' },
  passwordLead: {
    ja: 'いまのパスワードは使えなくなり、ログイン中のすべての端末からログアウトします。',
    en: 'The password until now ends, and so do all their sessions.',
  },
  disableLead: {
    ja: 'ログインできなくなり、ログイン中のすべての端末の画面がすぐに終わります。登録と記録は残り、あとで再開できます。',
    en: 'They can no longer log in, and every page they have open ends at once. Their record stays; you can enable them again.',
  },
  enableLead: {
    ja: 'いまのパスワードで、ふたたびログインできるようになります。',
    en: 'They can log in again, with the password they have.',
  },
  keys: { ja: '鍵', en: 'Keys' },
  keysLead: {
    ja: 'Prometheusなどのプログラムが使う鍵です。人のログインには使えません。',
    en: 'For programs such as Prometheus. People do not log in with them.',
  },
  issue: { ja: '鍵を発行', en: 'Issue a key' },
  keyName: { ja: '鍵の名前', en: 'Name of the key' },
  keyNameHint: {
    ja: '何に使うかがわかる名前にします。例：Prometheus',
    en: 'So that one sees what it is for, such as Prometheus',
  },
  mayDo: { ja: 'できること', en: 'It may' },
  mayMissing: { ja: 'できることを一つ以上選んでください。', en: 'Choose one or more.' },
  secret: { ja: '鍵', en: 'The key' },
  secretOnce: {
    ja: '表示は今回だけです。閉じる前に写してください。Authorization: Bearer に入れて使います。',
    en: 'It is shown this once: copy it before you close this. Send it as Authorization: Bearer.',
  },
  end: { ja: '停止', en: 'End' },
  endLead: {
    ja: 'この鍵を使っているプログラムは、すぐに読めなくなります。元には戻せません。',
    en: 'Programs that use this key can read nothing from now on. It cannot be undone.',
  },
  issued: { ja: '発行', en: 'Issued' },
  issuedAtStart: { ja: '最初の起動のとき', en: 'at the first start' },
  operatorHint: {
    ja: '管理用リンクの鍵です。サーバーで npm run operator -- renew を実行すると新しくなります。',
    en: 'Of the operator link. On the server, npm run operator -- renew replaces it.',
  },
  publicRead: { ja: '公開部分の閲覧', en: 'see what is public' },
} as const satisfies Record<string, Labels>

/** What became of an act, in a sentence for the page and for screen readers. */
export const doneWords = {
  added: (name: string): Labels => ({
    ja: `${name}さんを追加しました。`,
    en: `${name} was added.`,
  }),
  changed: (name: string): Labels => ({
    ja: `${name}さんの登録を変更しました。`,
    en: `${name} was changed.`,
  }),
  disabled: (name: string): Labels => ({
    ja: `${name}さんを停止しました。`,
    en: `${name} was disabled.`,
  }),
  enabled: (name: string): Labels => ({
    ja: `${name}さんを再開しました。`,
    en: `${name} was enabled.`,
  }),
  password: (name: string): Labels => ({
    ja: `${name}さんのパスワードを新しくしました。`,
    en: `${name} has a new password.`,
  }),
  issued: (name: string): Labels => ({
    ja: `鍵「${name}」を発行しました。`,
    en: `The key ${name} was issued.`,
  }),
  ended: (name: string): Labels => ({
    ja: `鍵「${name}」を停止しました。`,
    en: `The key ${name} was ended.`,
  }),
}

/** 「田中さんを停止」 */
export const askWords = {
  change: (name: string): Labels => ({ ja: `${name}さんの変更`, en: `Change ${name}` }),
  disable: (name: string): Labels => ({ ja: `${name}さんを停止しますか`, en: `Disable ${name}?` }),
  enable: (name: string): Labels => ({ ja: `${name}さんを再開しますか`, en: `Enable ${name}?` }),
  password: (name: string): Labels => ({
    ja: `${name}さんの新しいパスワード`,
    en: `A new password for ${name}`,
  }),
  end: (name: string): Labels => ({
    ja: `鍵「${name}」を停止しますか`,
    en: `End the key ${name}?`,
  }),
}
