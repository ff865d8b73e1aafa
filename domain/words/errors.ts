import type { Labels } from './labels.ts'

interface ErrorKind {
  /** HTTP status where the error answers a request. */
  status: number
  title: Labels
}

/** Every coded error of the platform; `docs/errors.md` lists them and a test compares the two. */
export const errors = {
  // The payload cannot be stored; it is kept in quarantine with the code.
  payload_not_json: { status: 400, title: { ja: 'JSONではありません', en: 'Not JSON' } },
  payload_too_large: { status: 413, title: { ja: '大きすぎます', en: 'Payload too large' } },
  payload_shape: { status: 422, title: { ja: '形が違います', en: 'Wrong shape' } },
  array_empty: { status: 422, title: { ja: '空の配列です', en: 'Empty array' } },
  array_too_long: { status: 422, title: { ja: '配列が長すぎます', en: 'Array too long' } },
  field_unknown: { status: 422, title: { ja: '未定義の項目があります', en: 'Unknown field' } },
  field_type: { status: 422, title: { ja: '項目の型が違います', en: 'Wrong type of field' } },
  field_missing: { status: 422, title: { ja: '必須の項目がありません', en: 'Field missing' } },
  no_value: { status: 422, title: { ja: '値が一つもありません', en: 'No value at all' } },
  ts_missing: { status: 422, title: { ja: '時刻tsがありません', en: 'Time ts missing' } },
  ts_in_seconds: {
    status: 422,
    title: { ja: '時刻が秒です（ミリ秒が必要）', en: 'Time in seconds, not ms' },
  },
  ts_without_offset: {
    status: 422,
    title: { ja: '時差のない時刻です', en: 'Time without offset' },
  },
  ts_invalid: { status: 422, title: { ja: '時刻が読めません', en: 'Time not understood' } },
  too_old: {
    status: 422,
    title: { ja: '保存期間より古い時刻です', en: 'Older than what is kept' },
  },
  position_zero: { status: 422, title: { ja: '位置が0/0です', en: 'Position is 0/0' } },
  position_half: {
    status: 422,
    title: { ja: '緯度・経度の片方だけがnullです', en: 'Half a position' },
  },
  kind_without_events: {
    status: 422,
    title: { ja: 'この種類はeventを送れません', en: 'Kind has no events' },
  },
  foreign_vehicle: {
    status: 422,
    title: { ja: '他の車両の記録は送れません', en: "Another device's vehicle" },
  },
  // What a bridge took and no profile can put into our words.
  profile_unknown: {
    status: 422,
    title: { ja: '知らないプロファイルです', en: 'Unknown profile' },
  },
  profile_invalid: {
    status: 422,
    title: { ja: 'プロファイルが正しくありません', en: 'Invalid profile' },
  },
  profile_setting_missing: {
    status: 422,
    title: { ja: '機器ごとの設定が足りません', en: 'Setting of the device missing' },
  },
  uplink_not_decoded: {
    status: 422,
    title: { ja: 'デコード結果がありません', en: 'Uplink not decoded' },
  },
  uplink_decoder_error: {
    status: 422,
    title: { ja: 'デコーダーが誤りを返しました', en: 'Decoder gave an error' },
  },
  uplink_not_measurement: {
    status: 422,
    title: { ja: '観測値の通知ではありません', en: 'Uplink is no measurement' },
  },
  uplink_field_missing: {
    status: 422,
    title: { ja: 'デコード結果に項目がありません', en: 'Field missing in uplink' },
  },
  uplink_value: {
    status: 422,
    title: { ja: 'デコード結果の値が読めません', en: 'Value in uplink not understood' },
  },
  uplink_unit: { status: 422, title: { ja: '単位が合いません', en: 'Impossible unit' } },
  uplink_simulated: {
    status: 422,
    title: { ja: '模擬のアップリンクです', en: 'Simulated uplink' },
  },
  store_refused: {
    status: 422,
    title: { ja: '保存できない内容です', en: 'Cannot be stored' },
  },
  archive_refused: {
    status: 422,
    title: { ja: '長期保存先が受け付けませんでした', en: 'Refused by the archive' },
  },

  // The sender may not do this.
  unauthorized: { status: 401, title: { ja: '認証が必要です', en: 'Authentication needed' } },
  session_ended: {
    status: 401,
    title: { ja: 'ログインの有効期限が切れました', en: 'Session has ended' },
  },
  login_wrong: {
    status: 401,
    title: { ja: '名前かパスワードが違います', en: 'Wrong name or password' },
  },
  login_throttled: {
    status: 429,
    title: { ja: 'ログインの試行が多すぎます', en: 'Too many log-in attempts' },
  },
  setup_wrong: {
    status: 401,
    title: { ja: '初期設定リンクが使えません', en: 'Set-up link does not work' },
  },
  person_needed: {
    status: 403,
    title: { ja: '担当者のログインが必要です', en: 'A person must log in' },
  },
  password_to_change: {
    status: 403,
    title: { ja: '先にパスワードを変更してください', en: 'Change your password first' },
  },
  forbidden: { status: 403, title: { ja: '許可がありません', en: 'Not permitted' } },
  origin_forbidden: {
    status: 403,
    title: { ja: '別のページからの操作です', en: 'Asked by a page of another origin' },
  },
  tls_needed: {
    status: 403,
    title: { ja: '暗号化された接続（https）が必要です', en: 'Encryption (https) needed' },
  },
  not_found: { status: 404, title: { ja: '見つかりません', en: 'Not found' } },
  device_unknown: { status: 404, title: { ja: '登録のない機器です', en: 'Unknown device' } },
  reading_unknown: {
    status: 404,
    title: { ja: '該当する観測値がありません', en: 'No such reading' },
  },
  device_not_listening: {
    status: 409,
    title: { ja: '機器が指令を受け取れません', en: 'Device not listening' },
  },
  person_unknown: { status: 404, title: { ja: '利用者がいません', en: 'No such person' } },
  session_unknown: {
    status: 404,
    title: { ja: 'セッションがありません', en: 'No such session' },
  },
  key_unknown: { status: 404, title: { ja: '鍵がありません', en: 'No such key' } },
  person_exists: { status: 409, title: { ja: '使われている名前です', en: 'Name is taken' } },
  key_exists: { status: 409, title: { ja: '使われている鍵の名前です', en: 'Key name is taken' } },
  last_admin: {
    status: 409,
    title: { ja: '最後の管理者です', en: 'The last administrator' },
  },
  name_invalid: { status: 422, title: { ja: '名前が使えません', en: 'Invalid name' } },
  password_weak: {
    status: 422,
    title: { ja: 'パスワードが弱すぎます', en: 'Password too weak' },
  },
  device_exists: { status: 409, title: { ja: '登録済みの機器です', en: 'Device exists' } },
  uplink_taken: {
    status: 409,
    title: { ja: '別の機器のアドレスです', en: 'Address of another device' },
  },
  device_invalid: {
    status: 422,
    title: { ja: '機器の記述が正しくありません', en: 'Invalid device' },
  },
  device_retired: {
    status: 409,
    title: { ja: '廃止した機器です', en: 'Device is retired' },
  },
  thresholds_invalid: {
    status: 422,
    title: { ja: '基準水位が正しくありません', en: 'Invalid thresholds' },
  },
  reason_missing: { status: 422, title: { ja: '理由が必要です', en: 'A reason is needed' } },
  setting_stale: {
    status: 409,
    title: { ja: '先に変更されています', en: 'Somebody changed it before you' },
  },
  change_unknown: { status: 404, title: { ja: '変更がありません', en: 'No such change' } },
  not_undoable: { status: 409, title: { ja: '元に戻せません', en: 'Cannot be undone' } },
  import_invalid: {
    status: 422,
    title: { ja: '取込ファイルに誤りがあります', en: 'Errors in the file to import' },
  },
  query_invalid: { status: 400, title: { ja: '条件が正しくありません', en: 'Invalid query' } },
  unsupported_media_type: {
    status: 415,
    title: { ja: '形式に対応していません', en: 'Unsupported media type' },
  },
  range_outside: {
    status: 416,
    title: { ja: '範囲がファイルの外です', en: 'Range outside the file' },
  },
  over_budget: {
    status: 429,
    title: { ja: '保存できる件数を超えました', en: 'More readings than allowed' },
  },
  rate_limited: { status: 429, title: { ja: '要求が多すぎます', en: 'Too many requests' } },

  // We could not; the sender should try again.
  not_committed: { status: 503, title: { ja: '保存できませんでした', en: 'Not committed' } },
  history_late: {
    status: 503,
    title: { ja: '古い履歴は遅れています', en: 'Older history is late' },
  },
  overloaded: { status: 503, title: { ja: '混み合っています', en: 'Overloaded' } },
  internal: { status: 500, title: { ja: '内部の誤り', en: 'Internal error' } },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof errors

/** True for a code that there are words for: an answer may be of another version, or of nobody. */
export const isErrorCode = (code: string | null | undefined): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errors, code)
