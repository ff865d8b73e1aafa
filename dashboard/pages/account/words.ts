import type { Labels } from '#domain/words/labels.ts'

/** Texts of the account page, which only this page loads. */
export const accountWords = {
  byName: { ja: '名前とパスワードでログイン', en: 'Log in with name and password' },
  byLink: { ja: '管理用リンクで開く', en: 'Use the operator link' },
  demoTitle: { ja: '模擬データで試す', en: 'Try it with simulated data' },
  demoLead: {
    ja: '模擬の職員としてすべての操作を試せます。実際の市には、この入り口はありません。',
    en: 'Try everything as a simulated member of staff. A real city has no such button.',
  },
  demo: { ja: '模擬の職員としてログイン', en: 'Log in as simulated staff' },
  setUpTitle: { ja: '最初の管理者の登録', en: 'Set up the first administrator' },
  setUpLead: {
    ja: 'このリンクは一度だけ使えます。登録すると、すべての権限を持つ管理者としてログインします。',
    en: 'This link works once. You will be logged in as an administrator who may do everything.',
  },
  setUp: { ja: '登録してログイン', en: 'Set up and log in' },
  roles: { ja: '役割', en: 'Roles' },
  may: { ja: 'できること', en: 'You may' },
  expires: { ja: 'ログインの期限', en: 'Session ends' },
  expiresHint: {
    ja: '操作しないと終了します。開いている画面は使用中とみなします。',
    en: 'If it is not used before. An open page counts as use.',
  },
  sessions: { ja: 'ログイン中の端末', en: 'Where you are logged in' },
  device: { ja: '端末', en: 'Browser' },
  address: { ja: '接続元', en: 'Address' },
  begun: { ja: 'ログイン', en: 'Logged in' },
  used: { ja: '最後の操作', en: 'Last used' },
  thisOne: { ja: 'この端末', en: 'this one' },
  end: { ja: '終了', en: 'End' },
  endAll: { ja: 'すべての端末からログアウト', en: 'Log out everywhere' },
  newPasswordTitle: { ja: 'パスワードの変更', en: 'Change your password' },
  toChange: {
    ja: 'いまのパスワードはほかの人が決めたものです。自分だけが知るものに変更すると、画面を使えるようになります。',
    en: 'Somebody else chose your password. Change it to one that only you know, and the pages open.',
  },
  current: { ja: 'いまのパスワード', en: 'Password until now' },
  next: { ja: '新しいパスワード', en: 'New password' },
  change: { ja: '変更', en: 'Change' },
  changed: {
    ja: '変更しました。ほかの端末からはログアウトしました。',
    en: 'Changed. Your other sessions have ended.',
  },
  againTitle: { ja: 'もう一度ログインしてください', en: 'Log in again' },
  againLead: {
    ja: 'ログインが終了しました。期限が切れたか、ほかの端末または管理者が終了させました。パスワードを入れると、いまの画面から続けられます。入力中の内容は残っています。',
    en: 'Your session has ended: its time was over, or you or an administrator ended it elsewhere. With your password you go on from here; what you typed is still there.',
  },
  againOther: { ja: '別の名前でログイン', en: 'Log in as somebody else' },
  againOtherHint: { ja: '入力中の内容は消えます。', en: 'What you typed will be lost.' },
  currentWrong: { ja: 'いまのパスワードが違います。', en: 'The password until now is wrong.' },
} as const satisfies Record<string, Labels>
