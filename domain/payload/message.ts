import type { Labels } from '../words/labels.ts'

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

/** Longest beginning of a payload that is kept to be looked at: an uplink of a network server fits. */
export const messageTextMax = 2048

/** A field that has no value, and what a vendor's decoder said instead of one. */
export interface Unsaid {
  field: string
  /** Where it stands in what the decoder gave: the field itself, or a flag beside it. */
  path: string
  /** As JSON; null where nothing stands at the path. */
  said: string | null
}
