import type { Capability } from '#domain/access/capabilities.ts'
import type { Labels } from '#domain/words/labels.ts'

/** Texts of the forms about people; no page loads them before it has such a form. */
export const formWords = {
  name: { ja: '名前', en: 'Name' },
  password: { ja: 'パスワード', en: 'Password' },
  show: { ja: 'パスワードを表示', en: 'Show password' },
  capsLock: { ja: 'Caps Lockがオンです', en: 'Caps Lock is on' },
  logIn: { ja: 'ログイン', en: 'Log in' },
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
    ja: '使えない文字があるか、空です。見える文字で64字までにしてください。',
    en: 'Empty, or with characters that cannot be used: 1 to 64 visible ones.',
  },
  setUpWrong: {
    ja: 'この初期設定リンクは使えません。サーバーを起動したときに表示された、最新のリンクを開いてください。',
    en: 'This set-up link does not work. Open the newest one that the start of the server printed.',
  },
  displayName: { ja: '表示名', en: 'Name that others see' },
  passwordHint: {
    ja: '12文字以上。関係のない語をいくつか並べると、覚えやすく、推測されにくくなります。',
    en: '12 characters or more. Some unrelated words are easy to remember and hard to guess.',
  },
  nameHint: {
    ja: 'ログインに使います。文字・数字と . _ @ - が使えます。',
    en: 'To log in with: letters, digits and . _ @ -',
  },
  personExists: {
    ja: 'この名前はほかの利用者が使っています。別の名前にしてください。',
    en: 'Somebody else has this name. Choose another one.',
  },
  keyExists: {
    ja: 'この名前の鍵がすでにあります。別の名前にしてください。',
    en: 'A key has this name already. Choose another one.',
  },
  lastAdmin: {
    ja: '管理者がいなくなるため、変更できません。先に別の利用者を管理者にしてください。',
    en: 'No administrator would be left. Make somebody else one first.',
  },
  unreachable: {
    ja: 'サーバーにつながりません。入力した内容は残っています。もう一度試してください。',
    en: 'The server cannot be reached. What you typed is still here: try again.',
  },
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
