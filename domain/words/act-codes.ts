import type { Labels } from './labels.ts'

/** What people do that is kept for good, apart from the noise at the doors. */
export const actCodes = {
  set_up: { ja: '最初の管理者を登録', en: 'First administrator set up' },
  logged_in: { ja: 'ログイン', en: 'Logged in' },
  log_in_refused: { ja: 'ログイン失敗', en: 'Log-in refused' },
  logged_out: { ja: 'ログアウト', en: 'Logged out' },
  session_revoked: { ja: 'セッションを終了', en: 'Session ended by hand' },
  person_added: { ja: '利用者を追加', en: 'Person added' },
  person_changed: { ja: '利用者を変更', en: 'Person changed' },
  password_changed: { ja: 'パスワードを変更', en: 'Password changed' },
  key_added: { ja: '鍵を発行', en: 'Key issued' },
  key_ended: { ja: '鍵を停止', en: 'Key ended' },
} as const satisfies Record<string, Labels>

export type ActCode = keyof typeof actCodes
