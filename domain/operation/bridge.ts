import type { Labels } from '../words/labels.ts'

/** Why a connection to another broker does not work. It goes on trying; nothing is lost there. */
export const bridgeTroubles = {
  unreachable: {
    ja: '接続先に届きません（停止中、またはアドレスの誤り）',
    en: 'The broker cannot be reached (down, or a wrong address)',
  },
  refused: {
    ja: 'ユーザー名かパスワードが拒否されました',
    en: 'The broker refuses the user name or password',
  },
  client_id_refused: {
    ja: 'client_idが拒否されました',
    en: 'The broker refuses the client id',
  },
  certificate: {
    ja: 'TLS証明書を確認できません（ca_file、ホスト名、有効期限）',
    en: 'The TLS certificate is not trusted (ca_file, host name, expiry)',
  },
  subscription_refused: {
    ja: 'トピックの購読が拒否されました（権限を確認）',
    en: 'The broker refuses a topic (missing permission)',
  },
  closed: {
    ja: '接続先が切断しました（同じclient_idが二つ動いている可能性もあります）',
    en: 'The broker closed the connection (another client with this client id?)',
  },
  no_answer: { ja: '応答がありません', en: 'The broker does not answer' },
  protocol: {
    ja: 'MQTT 3.1.1で応答しません（ポート番号と、mqtt:// か mqtts:// かを確認）',
    en: 'What answers there does not speak MQTT 3.1.1 (the port, mqtt:// or mqtts://?)',
  },
  store: {
    ja: 'こちらの保存先に書き込めないため、受信を止めています',
    en: 'Our own store cannot write, so nothing is taken',
  },
  overloaded: {
    ja: 'こちらが混み合っているため、受信を止めています',
    en: 'We are overloaded, so nothing is taken for a moment',
  },
} as const satisfies Record<string, Labels>
export type BridgeTrouble = keyof typeof bridgeTroubles

/** Shown while a far broker grants QoS 0 only (The Things Stack). */
export const bestEffortNote: Labels = {
  ja: '接続先はQoS 0のみです。こちらが切断している間の通知は、後から届きません',
  en: 'QoS 0 only: what is sent while this connection is away does not come later',
}
