import type { Labels } from './labels.ts'

interface AuditKind {
  /** A refusal at a door, or a change that somebody made by hand. */
  sort: 'refusal' | 'change'
  title: Labels
  /** What the person at the device or at the city can do about it; changes need nothing. */
  remedy?: Labels
}

/** Every word that the audit file and the list of refusals use; `docs/errors.md` shows them. */
export const auditCodes = {
  frame_too_large: {
    sort: 'refusal',
    title: { ja: '通信文が大きすぎます', en: 'Frame too large' },
    remedy: {
      ja: '一度に送る件数を減らしてください（256 KiBまで、接続前は4 KiBまで）',
      en: 'Send fewer readings at once (up to 256 KiB, 4 KiB before signing in)',
    },
  },
  frame_malformed: {
    sort: 'refusal',
    title: { ja: 'MQTTの形式ではありません', en: 'Not MQTT' },
    remedy: {
      ja: '接続先のポートと、機器の通信方式（TLSの有無）を確かめてください',
      en: 'Check the port, and whether the device should speak TLS',
    },
  },
  protocol_error: {
    sort: 'refusal',
    title: { ja: 'MQTTの手順に反しています', en: 'Against the MQTT protocol' },
    remedy: { ja: '機器のMQTT設定を確かめてください', en: "Check the device's MQTT client" },
  },
  protocol_version: {
    sort: 'refusal',
    title: { ja: 'MQTTの版が違います', en: 'Another MQTT version' },
    remedy: { ja: '機器をMQTT 3.1.1に設定してください', en: 'Set the device to MQTT 3.1.1' },
  },
  connect_timeout: {
    sort: 'refusal',
    title: { ja: '接続の手続きが来ませんでした', en: 'Nobody signed in' },
    remedy: {
      ja: '接続したらすぐにCONNECTを送ってください',
      en: 'Send CONNECT right after connecting',
    },
  },
  tls_failed: {
    sort: 'refusal',
    title: { ja: '暗号化（TLS）の接続に失敗しました', en: 'TLS failed' },
    remedy: {
      ja: '機器の時計、認証局の証明書、接続先の名前を確かめてください',
      en: "Check the device's clock, its CA certificate and the host name",
    },
  },
  subprotocol_missing: {
    sort: 'refusal',
    title: { ja: 'WebSocketの種類がmqttではありません', en: 'WebSocket without mqtt' },
    remedy: {
      ja: 'WebSocketのサブプロトコルに mqtt を指定してください',
      en: 'Ask for the WebSocket subprotocol mqtt',
    },
  },
  too_many_connections: {
    sort: 'refusal',
    title: { ja: '接続が多すぎます', en: 'Too many connections' },
    remedy: {
      ja: '古い接続を閉じるか、MQTT_MAX_CONNECTIONSの設定を見直してください',
      en: 'Close old connections, or see the MQTT_MAX_CONNECTIONS settings',
    },
  },
  accept_failed: {
    sort: 'refusal',
    title: { ja: '接続を受けられませんでした', en: 'Could not take a connection' },
    remedy: {
      ja: 'サーバーで開けるファイルの数（ulimit -n）を確かめてください',
      en: 'See how many files the server may open (ulimit -n)',
    },
  },
  client_id_invalid: {
    sort: 'refusal',
    title: { ja: 'クライアントIDが正しくありません', en: 'Invalid client id' },
    remedy: {
      ja: 'クライアントIDには登録した機器IDを使ってください',
      en: "Use the device's id as client id",
    },
  },
  client_id_mismatch: {
    sort: 'refusal',
    title: { ja: 'クライアントIDとユーザー名が違います', en: 'Client id and user name differ' },
    remedy: {
      ja: 'どちらにも同じ機器IDを入れてください',
      en: "Put the device's id into both",
    },
  },
  device_unknown: {
    sort: 'refusal',
    title: { ja: '登録のない機器です', en: 'Unknown device' },
    remedy: {
      ja: 'npm run device -- add で登録するか、機器IDの綴りを確かめてください',
      en: 'Register it with npm run device -- add, or check the spelling of its id',
    },
  },
  credential_wrong: {
    sort: 'refusal',
    title: { ja: '機器の鍵が違います', en: 'Wrong secret' },
    remedy: {
      ja: '機器の鍵を確かめ、分からなければ npm run device -- rotate で作り直してください',
      en: 'Check the secret; if it is lost, make another with npm run device -- rotate',
    },
  },
  credential_ended: {
    sort: 'refusal',
    title: { ja: '機器の鍵が停止または交換されました', en: 'The secret was ended or replaced' },
    remedy: {
      ja: '機器に新しい鍵を入れてください。停止した機器は rotate で再開できます',
      en: 'Give the device its new secret; rotate reopens one that was revoked',
    },
  },
  will_forbidden: {
    sort: 'refusal',
    title: { ja: '遺言（Will）の宛先が違います', en: 'Will for another topic' },
    remedy: {
      ja: 'Willの宛先は自分のstatusだけです',
      en: "A Will may go to the device's own status only",
    },
  },
  topic_forbidden: {
    sort: 'refusal',
    title: { ja: '他の機器のトピックに送ろうとしました', en: "Another device's topic" },
    remedy: {
      ja: '自分のトピック {city}/v1/{kind}/{device}/reading に送ってください',
      en: 'Publish to its own topic {city}/v1/{kind}/{device}/reading',
    },
  },
  topic_malformed: {
    sort: 'refusal',
    title: { ja: 'この市のトピックではありません', en: 'No topic of this city' },
    remedy: {
      ja: '{city}/v1/{kind}/{device}/reading の形で送ってください',
      en: 'The form is {city}/v1/{kind}/{device}/reading',
    },
  },
  kind_without_events: {
    sort: 'refusal',
    title: { ja: 'この種類はeventを送れません', en: 'Kind has no events' },
    remedy: { ja: '値はreadingに送ってください', en: 'Send values to reading' },
  },
  subscribe_forbidden: {
    sort: 'refusal',
    title: { ja: '購読できないトピックです', en: 'May not subscribe to this' },
    remedy: { ja: '購読できるのは自分のcmdだけです', en: 'Only its own cmd can be subscribed' },
  },
  acks_unread: {
    sort: 'refusal',
    title: { ja: '応答を読まない機器です', en: 'Does not read its acknowledgements' },
    remedy: {
      ja: '機器の受信処理と通信回線を確かめてください',
      en: 'Check whether the device reads from its connection',
    },
  },
  origin_forbidden: {
    sort: 'refusal',
    title: { ja: '他のサイトのページからの接続です', en: 'A page of another site' },
    remedy: {
      ja: '許すサイトであれば、ALLOWED_ORIGINSの設定に加えてください',
      en: 'If that site may connect, add it to ALLOWED_ORIGINS',
    },
  },
  token_wrong: {
    sort: 'refusal',
    title: { ja: '鍵が違います（HTTP）', en: 'Wrong token (HTTP)' },
    remedy: {
      ja: 'Authorization: Bearer に正しい鍵を入れてください',
      en: 'Send the right token as Authorization: Bearer',
    },
  },
  login_wrong: {
    sort: 'refusal',
    title: { ja: 'ログイン失敗', en: 'Log-in refused' },
    remedy: {
      ja: '名前とパスワードを確かめてください。忘れたときは npm run person -- reset',
      en: 'Check name and password; if it is forgotten: npm run person -- reset',
    },
  },
  login_throttled: {
    sort: 'refusal',
    title: { ja: 'ログインの試行が多すぎます', en: 'Too many log-in attempts' },
    remedy: {
      ja: '心当たりがなければ、パスワードを探られています。送信元を確かめてください',
      en: 'If nobody knows of it, somebody is guessing passwords: look at the address',
    },
  },
  device_added: { sort: 'change', title: { ja: '機器を登録しました', en: 'Device added' } },
  token_rotated: { sort: 'change', title: { ja: '機器の鍵を交換しました', en: 'Secret replaced' } },
  token_revoked: { sort: 'change', title: { ja: '機器の鍵を停止しました', en: 'Secret ended' } },
  command_sent: {
    sort: 'change',
    title: { ja: '機器に指令を送りました', en: 'Command sent' },
  },
  operator_renewed: {
    sort: 'change',
    title: { ja: '管理用リンクを新しくしました', en: 'Operator link renewed' },
  },
} as const satisfies Record<string, AuditKind>

export type AuditCode = keyof typeof auditCodes

/** What a code of the audit means; undefined for one of an older or newer version. */
export function findAuditKind(code: string): AuditKind | undefined {
  return Object.hasOwn(auditCodes, code) ? auditCodes[code as AuditCode] : undefined
}
