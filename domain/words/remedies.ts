import type { ErrorCode } from './errors.ts'
import type { Labels } from './labels.ts'

/** What the person who reads about an error can do about it, in one sentence. */
export const remedies: Readonly<Record<ErrorCode, Labels>> = {
  payload_not_json: {
    ja: '内容をBOMなしUTF-8のJSONで送ってください。NaNの代わりにはnullを使います',
    en: 'Send JSON in UTF-8 without a byte order mark, and null instead of NaN',
  },
  payload_too_large: {
    ja: '一度に送る件数を減らしてください（256 KiBまで）',
    en: 'Send fewer at once (up to 256 KiB)',
  },
  payload_shape: {
    ja: '値はJSONオブジェクト {…}、またはその配列で送ってください',
    en: 'Send a JSON object {…}, or an array of them',
  },
  array_empty: {
    ja: '送る値がないときは何も送らないでください',
    en: 'Send nothing when there is nothing',
  },
  array_too_long: {
    ja: '500件以下に分けて送ってください',
    en: 'Split it into arrays of at most 500',
  },
  field_unknown: {
    ja: '項目名は単位まで含めて /v1/kinds の一覧どおりにしてください',
    en: 'Use the names of /v1/kinds, unit included',
  },
  field_type: {
    ja: '数値は引用符なしの数、文字（bootなど）は引用符つきで、/v1/kinds の型と範囲に合わせてください',
    en: 'Send numbers without quotes and texts (such as boot) in quotes, with the types and limits of /v1/kinds',
  },
  field_missing: { ja: '必須の項目を加えてください', en: 'Add the missing field' },
  no_value: { ja: '観測値を一つ以上入れてください', en: 'Put at least one measured value in' },
  ts_missing: {
    ja: '観測時刻tsをミリ秒の整数か、時差つきの時刻で加えてください',
    en: 'Add ts, in epoch milliseconds or as a time with offset',
  },
  ts_in_seconds: {
    ja: '時刻を1000倍し、ミリ秒で送ってください',
    en: 'Multiply the time by 1000: milliseconds are needed',
  },
  ts_without_offset: {
    ja: '時刻の末尾に時差（日本なら +09:00）を付けてください',
    en: 'Add the offset to the time; in Japan +09:00',
  },
  ts_invalid: {
    ja: '時刻はミリ秒の整数か、2026-11-25T13:00:00+09:00 の形で送ってください',
    en: 'Send epoch milliseconds, or a time like 2026-11-25T13:00:00+09:00',
  },
  too_old: {
    ja: '機器の時計を確かめてください。電池交換や停電の後に1970年や2000年に戻ることがあります',
    en: 'Check the clock of the device: after a power cut it may begin in 1970 or 2000 again',
  },
  position_zero: {
    ja: '測位できないときは、緯度と経度をどちらもnullにしてください',
    en: 'Without a fix, send null for both lat and lon',
  },
  position_half: {
    ja: '緯度と経度は、両方とも数値か、両方ともnullにしてください',
    en: 'Send both lat and lon as numbers, or both as null',
  },
  foreign_vehicle: {
    ja: 'vehicleには自車の機器IDを書くか、省いてください。他の車両は、roleがdeskの機器だけが報告できます',
    en: 'Put the own device id into vehicle, or leave it out; only a device with the role desk reports for others',
  },
  kind_without_events: {
    ja: 'eventを送れるのは、デマンドバスと受付（--role desk）だけです',
    en: 'Only buses and desks (--role desk) send events',
  },
  profile_unknown: {
    ja: '機器のプロファイル名を確かめてください',
    en: 'Check the name of the profile',
  },
  profile_invalid: {
    ja: 'プロファイルの示された箇所を直してください',
    en: 'Correct the named part of the profile',
  },
  profile_setting_missing: {
    ja: '機器の登録に、プロファイルが求める設定を加えてください',
    en: "Add the setting that the profile asks for to the device's entry",
  },
  uplink_not_decoded: {
    ja: 'ネットワークサーバーで、この機種のデコーダーを有効にしてください',
    en: 'Switch the decoder of this model on in the network server',
  },
  uplink_decoder_error: {
    ja: 'ネットワークサーバーのデコーダーと、機器の電池・ファームウェアを確かめてください',
    en: "Check the network server's decoder, and the device's battery and firmware",
  },
  uplink_not_measurement: {
    ja: '電波は届いています。ほかに値が届いていれば対応は不要です。値が届かないときは、センサーとプロファイルを確かめてください',
    en: 'Uplinks arrive. If values arrive too, there is nothing to do; if none do, check the sensor and the profile',
  },
  uplink_field_missing: {
    ja: '電波は届いています。センサーの接続を確かめ、続くときはデコーダーの版とプロファイルの項目名を合わせてください',
    en: "Uplinks arrive. Check the sensor's cable; if it goes on, match the profile's fields with the decoder",
  },
  uplink_value: {
    ja: 'センサーの状態と、プロファイルの単位の指定を確かめてください',
    en: 'Check the sensor, and the units in the profile',
  },
  uplink_unit: {
    ja: 'プロファイルの単位の指定を直してください',
    en: 'Correct the unit in the profile',
  },
  uplink_simulated: {
    ja: '対応は不要です。The Things Stackの画面から送られた模擬データです',
    en: 'Nothing to do: somebody sent it from the console of The Things Stack',
  },
  store_refused: {
    ja: 'プログラムの不具合です。届いた内容は残っています。この内容を添えて開発元に知らせてください',
    en: 'A defect of the program; what came is kept. Report it together with this payload',
  },
  archive_refused: {
    ja: '値は手元に残っています。長期保存先の型の食い違いを直してください',
    en: 'The value is kept here. Correct the conflict of types in the archive',
  },
  unauthorized: {
    ja: 'Authorization: Bearer に鍵を入れて送ってください',
    en: 'Send a token as Authorization: Bearer',
  },
  login_wrong: {
    ja: '名前とパスワードを確かめてください。忘れたときは管理者に、管理者がいなければサーバーで npm run person -- reset',
    en: 'Check both. If it is forgotten, ask an administrator, or on the server: npm run person -- reset',
  },
  login_throttled: {
    ja: 'Retry-After の秒数だけ待ってから、もう一度ログインしてください',
    en: 'Wait for the seconds in Retry-After, then log in again',
  },
  setup_wrong: {
    ja: 'サーバーを起動したときに表示された、最新の初期設定リンクを開いてください。最初の管理者の登録が済むと使えなくなります',
    en: 'Open the newest set-up link that the start of the server printed; it ends with the first administrator',
  },
  person_needed: {
    ja: '鍵ではなく、担当者の名前でログインして操作してください',
    en: 'Log in under your own name; a key cannot do this',
  },
  person_unknown: {
    ja: 'npm run person -- list で名前を確かめてください',
    en: 'See the names with npm run person -- list',
  },
  session_unknown: {
    ja: 'すでに終了したか、ほかの利用者のセッションです',
    en: "It has ended already, or is somebody else's",
  },
  key_unknown: {
    ja: '鍵の一覧（/v1/keys）を確かめてください',
    en: 'See the list of keys (/v1/keys)',
  },
  person_exists: { ja: '別の名前にしてください', en: 'Choose another name' },
  key_exists: { ja: '別の名前にしてください', en: 'Choose another name' },
  last_admin: {
    ja: '先に別の利用者を管理者にしてください',
    en: 'Make somebody else an administrator first',
  },
  name_invalid: {
    ja: '示された名前を直してください',
    en: 'Correct the name',
  },
  password_weak: {
    ja: '12文字以上で、関係のない語をいくつか並べたものにしてください',
    en: 'Take 12 characters or more: some unrelated words',
  },
  password_to_change: {
    ja: 'ほかの人が決めたパスワードです。アカウントの画面で、自分だけが知るものに変更してください',
    en: 'Somebody else chose it. Choose one that only you know, on the account page',
  },
  forbidden: {
    ja: 'この操作を許された鍵を使ってください',
    en: 'Use a token that may do this',
  },
  session_ended: {
    ja: 'もう一度ログインしてください。管理用リンクを使っていたときは、新しいリンクを開いてください',
    en: 'Log in again. If you used the operator link, open the newest one',
  },
  origin_forbidden: {
    ja: 'プロキシを使うときは TRUSTED_PROXIES を設定し、元のホスト名と https を転送してください',
    en: 'Behind a proxy, set TRUSTED_PROXIES and forward the host and the scheme',
  },
  tls_needed: {
    ja: 'httpsで開くか、サーバー自身の http://127.0.0.1 で開いてください。TLSプロキシの設定はREADMEにあります',
    en: 'Open it over https, or on the server itself at http://127.0.0.1; the README shows a TLS proxy',
  },
  not_found: {
    ja: 'アドレスを確かめてください。/openapi.json に一覧があります',
    en: 'Check the address; /openapi.json lists them all',
  },
  device_unknown: {
    ja: 'npm run device -- list で機器IDを確かめ、なければ add で登録してください',
    en: 'See the ids with npm run device -- list, or register it with add',
  },
  reading_unknown: {
    ja: '機器IDと観測時刻tsを確かめてください。保存期間（RETENTION_DAYS）を過ぎた値の履歴は残りません',
    en: 'Check the device and ts; histories older than RETENTION_DAYS are gone',
  },
  device_not_listening: {
    ja: 'MQTTで接続し、自分のcmdトピックを購読している機器だけが受け取れます。接続を確かめて送り直してください',
    en: 'Only a device that is connected over MQTT and subscribed to its cmd topic takes commands; check it and send again',
  },
  device_exists: {
    ja: '別のIDにするか、rotate で鍵を作り直してください',
    en: 'Take another id, or make a new secret with rotate',
  },
  uplink_taken: {
    ja: '機器のアドレス（DevEUIなど）の重複を確かめてください',
    en: 'Another device has this address (DevEUI); check both',
  },
  device_invalid: {
    ja: '示された項目を直して、もう一度登録してください',
    en: 'Correct the named field and register it again',
  },
  device_retired: {
    ja: '廃止した機器は変更できません。間違いなら、変更の履歴から廃止を元に戻してください',
    en: 'A retired device does not change; if that was wrong, undo it in its history',
  },
  thresholds_invalid: {
    ja: '低い順に並んでいるか、計器の測定範囲の内側か、出典があるか確かめてください',
    en: 'Check that they rise, lie within what the gauge measures, and name their source',
  },
  reason_missing: {
    ja: '理由を書いて、もう一度保存してください',
    en: 'Write the reason and save again',
  },
  setting_stale: {
    ja: '今の内容を読み直し、必要ならもう一度変更してください',
    en: 'Look at what holds now, and change it again if need be',
  },
  change_unknown: {
    ja: '変更の履歴を読み直してください',
    en: 'Load the history of the device again',
  },
  not_undoable: {
    ja: '後から同じ項目が変更されています。新しい変更として入力してください',
    en: 'The same was changed since; enter it as a new change',
  },
  import_invalid: {
    ja: '示された行を直してください。誤りが一つでもあれば、どの行も取り込みません',
    en: 'Correct the rows named; nothing is taken while one is wrong',
  },
  query_invalid: {
    ja: '示された条件を直してください。/openapi.json に書き方があります',
    en: 'Correct the named parameter; /openapi.json describes it',
  },
  unsupported_media_type: {
    ja: 'Content-Type: application/json を付けてJSONを送ってください',
    en: 'Send JSON, with Content-Type: application/json',
  },
  range_outside: {
    ja: 'Content-Range にあるファイルの大きさの内側を求めてください',
    en: 'Ask within the size of the file, which Content-Range says',
  },
  over_budget: {
    ja: '機器が同じ値を送り続けていないか、鍵が漏れていないか確かめてください。正常なら DEVICE_READINGS_PER_S を増やします',
    en: 'Check that the device is not sending without end and that its token is its own; if all is right, raise DEVICE_READINGS_PER_S',
  },
  rate_limited: {
    ja: 'Retry-After の秒数だけ待ってから、もう一度送ってください',
    en: 'Wait for the seconds in Retry-After, then try again',
  },
  not_committed: {
    ja: '保存されていません。少し待って、同じ内容をもう一度送ってください',
    en: 'Nothing was stored; send the same again in a moment',
  },
  history_late: {
    ja: '新しい期間だけを選ぶか、稼働状況で長期保存が直ってから、もう一度保存してください',
    en: 'Choose a recent period, or try again once the archive is well on the status page',
  },
  overloaded: {
    ja: '少し待って、もう一度送ってください',
    en: 'Try again in a moment',
  },
  internal: {
    ja: 'サーバーの記録を、示された番号で確かめてください',
    en: "See the server's log under the number given",
  },
}
