import type { Labels } from '#domain/words/labels.ts'
import type { Capability } from '#domain/access/capabilities.ts'

/** Texts of the account page, which only this page loads. */
export const accountWords = {
  name: { ja: '名前', en: 'Name' },
  password: { ja: 'パスワード', en: 'Password' },
  show: { ja: 'パスワードを表示', en: 'Show password' },
  capsLock: { ja: 'Caps Lockがオンです', en: 'Caps Lock is on' },
  logIn: { ja: 'ログイン', en: 'Log in' },
  byName: { ja: '名前とパスワードでログイン', en: 'Log in with name and password' },
  byLink: { ja: '管理用リンクで開く', en: 'Use the operator link' },
  wrong: {
    ja: '名前かパスワードが違います。忘れたときは管理者に再発行を頼んでください。',
    en: 'The name or the password is wrong. If you forgot it, ask an administrator for a new one.',
  },
  throttled: {
    ja: 'ログインの失敗が続いたため、次に試せるまで少し時間がかかります。',
    en: 'Too many attempts failed. Please wait a moment before the next one.',
  },
  passwordWeak: {
    ja: '短すぎるか、推測されやすいパスワードです。12文字以上で、関係のない語をいくつか並べてください。',
    en: 'Too short, or too easily guessed. Take 12 characters or more: some unrelated words.',
  },
  nameInvalid: {
    ja: '名前か表示名に使えない文字があります。',
    en: 'A name holds characters that cannot be used.',
  },
  setUpWrong: {
    ja: 'この初期設定リンクは使えません。サーバーを起動したときに表示された、最新のリンクを開いてください。',
    en: 'This set-up link does not work. Open the newest one that the start of the server printed.',
  },
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
  displayName: { ja: '表示名', en: 'Name that others see' },
  passwordHint: {
    ja: '12文字以上。関係のない語をいくつか並べると、覚えやすく、推測されにくくなります。',
    en: '12 characters or more. Some unrelated words are easy to remember and hard to guess.',
  },
  nameHint: {
    ja: 'ログインに使います。文字・数字と . _ @ - が使えます。',
    en: 'To log in with: letters, digits and . _ @ -',
  },
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
  currentWrong: { ja: 'いまのパスワードが違います。', en: 'The password until now is wrong.' },
} as const satisfies Record<string, Labels>

/** How long until the next attempt. */
export const waitWords = (seconds: number): Labels => ({
  ja: `あと${seconds}秒`,
  en: `${seconds} s left`,
})

/** What each capability means for whoever holds it; empty where it is no act of a person. */
export const capabilityWords: Readonly<Record<Capability, Labels | null>> = {
  'public.read': null,
  'city.read': {
    ja: '地図・一覧・グラフ・稼働状況の閲覧と保存',
    en: 'see map, lists, charts and status, and save them',
  },
  'ride.read': { ja: '乗降記録のメモの閲覧', en: 'read notes on rides' },
  'quarantine.read': { ja: '保留したデータの閲覧', en: 'read refused payloads' },
  'metrics.read': { ja: 'システムの指標の取得', en: 'read figures of the platform' },
  'reading.write': null,
  'device.edit': {
    ja: '機器の登録・変更・廃止、機器への指令',
    en: 'add, change and retire devices, and send them commands',
  },
  'device.service': {
    ja: '機器の休止と再開',
    en: 'take devices out of service and back',
  },
  'threshold.edit': { ja: '基準水位の設定', en: 'set the thresholds of gauges' },
  'session.own': { ja: '自分のログインの確認と終了', en: 'see and end your sessions' },
  'password.own': { ja: '自分のパスワードの変更', en: 'change your password' },
  'people.manage': { ja: '利用者の管理', en: 'manage people' },
  'keys.manage': { ja: '鍵の管理', en: 'manage keys' },
  'audit.read': { ja: '操作記録の閲覧', en: 'read what people did' },
}
