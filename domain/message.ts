import type { Labels } from './labels.ts'
import type { HealthResource } from './resources.ts'

/** What became of a message; `waiting` until its commit. */
export type MessageState =
  | 'waiting'
  /** Everything in it is on disk. */
  | 'stored'
  /** Everything in it was there before. */
  | 'duplicate'
  /** Some or all of it is in quarantine. */
  | 'quarantined'
  /** Nothing of it was kept by the door: see `refused`. */
  | 'refused'

export const messageStates: Readonly<Record<MessageState, Labels>> = {
  waiting: { ja: '保存待ち', en: 'being stored' },
  stored: { ja: '保存しました', en: 'stored' },
  duplicate: { ja: '同じ内容（保存済み）', en: 'the same again (stored before)' },
  quarantined: { ja: '隔離しました', en: 'in quarantine' },
  refused: { ja: '受け付けませんでした', en: 'not accepted' },
}

/** One message as it came, with its verdict: for the person who connects a device. */
export interface MessageResource {
  /** Counts up since the start of the server. */
  id: number
  received_ts: number
  /** Null for a sender that is not registered. */
  device: string | null
  /** Set for what came over a bridge and did not reach the door. */
  source: string | null
  address: string | null
  channel: string
  via: string
  state: MessageState
  accepted: number
  duplicates: number
  quarantined: { index: number; code: string; detail: string }[]
  refused: { code: string; detail: string } | null
  /** Its beginning, at most `messageTextMax` bytes; kept in memory, gone after a restart. */
  payload: string
  /** What a bridge made of it, in our words; null for what came in our words, or was refused. */
  translated: string | null
  /** Size of the whole payload. */
  bytes: number
}

/** `GET /v1/messages`. */
export interface MessagesResource {
  /** Newest first. */
  items: MessageResource[]
  next_cursor: null
  /** What the doors turned away under this name before it came to a payload, newest first. */
  refusals: HealthResource['refusals']
  /** Registered device with the id or address that was asked for. */
  device: string | null
  /** How it reaches us, where that is a bridge. */
  uplink: { source: string; address: string } | null
  /** A shell line that publishes one reading as this device; its secret is to be filled in. */
  try_line: string | null
}

/** Longest beginning of a payload that is kept to be looked at: an uplink of a network server fits. */
export const messageTextMax = 2048
