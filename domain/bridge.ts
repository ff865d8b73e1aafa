import type { Labels } from './labels.ts'

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

export const bridgeDialects = ['chirpstack', 'tts', 'mqtt'] as const
export type BridgeDialect = (typeof bridgeDialects)[number]

/** A failure in words: why, what the network or the far broker said, and when. */
export interface BridgeFailure {
  trouble: BridgeTrouble
  words: string | null
  ts: number
}

/**
 * One connection to another broker, as `/v1/health` and 稼働状況 show it. Counters count messages
 * since the start of the process; what became of one stands in exactly one of them.
 */
export interface BridgeConnectionState {
  source: string
  client_id: string
  url: string
  dialect: string
  condition: 'connected' | 'connecting' | 'waiting'
  /** The last failure, until the connection works again. */
  trouble: BridgeTrouble | null
  words: string | null
  connected_since_ts: number | null
  /** The far broker granted QoS 0 only: what it sends while we are away is lost. */
  best_effort: boolean
  /** Since when nothing comes from there; null while connected. */
  down_since_ts: number | null
  /** The newest failure, also after the connection works again. */
  last_failure: BridgeFailure | null
  last_message_ts: number | null
  messages_total: number
  messages_per_s: number
  /** Received, and what becomes of it is not on disk yet. */
  uncommitted: number
  stored_total: number
  /** Stored before: sent again, or through another gateway. */
  duplicates_total: number
  /** Joins, status answers and empty frames. */
  alive_total: number
  quarantined_total: number
  ignored_total: number
  /** QoS 0 that could not be stored at that moment: the far broker does not keep it, so it is lost. */
  shed_total: number
  sessions_lost_total: number
}
