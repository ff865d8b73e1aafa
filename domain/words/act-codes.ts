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
  device_added: { ja: '機器を登録', en: 'Device added' },
  device_changed: { ja: '機器を変更', en: 'Device changed' },
  service_changed: { ja: '休止・再開', en: 'Taken out of service or back' },
  thresholds_set: { ja: '基準水位を設定', en: 'Thresholds set' },
  reference_set: { ja: '零点高を設定', en: 'Gauge zero set' },
  setting_in_effect: { ja: '予定の設定を適用', en: 'Planned setting took effect' },
  token_rotated: { ja: 'トークンを再発行', en: 'Token issued anew' },
  token_revoked: { ja: 'トークンを停止', en: 'Token ended' },
  device_retired: { ja: '機器を廃止', en: 'Device retired' },
  device_reinstated: { ja: '機器の廃止を取消', en: 'Device reinstated' },
  command_sent: { ja: '機器に指令を送信', en: 'Command sent to a device' },
  operator_renewed: { ja: '管理用リンクを更新', en: 'Operator link renewed' },
  acts_pruned: { ja: '保存期間を過ぎた記録を削除', en: 'Entries past their time deleted' },
} as const satisfies Record<string, Labels>

export type ActCode = keyof typeof actCodes
