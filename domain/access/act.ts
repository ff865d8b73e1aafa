import type { ActCode } from '../words/act-codes.ts'

/** Who did something, and from where. */
export interface Actor {
  /**
   * `command`: somebody with a terminal on the server. `nobody`: before anybody had logged in.
   * `platform`: what was set to happen at a time.
   */
  sort: 'person' | 'key' | 'command' | 'nobody' | 'platform'
  id: string | null
  name: string
  /** Network address behind trusted proxies, or `local` for a command on the server. */
  address: string
}

/** Something that a person did, as it is kept: never a password, never a token. */
export interface Act {
  /** Wall time, epoch ms. */
  ts: number
  act: ActCode
  by: Actor
  /** Whom or what it was done to. */
  subject: { id: string; name: string } | null
  /** What changed, by field; null where there was or is nothing. */
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
  /** In the words of whoever did it; absent where nobody is asked. */
  why?: string | null
  /** Number of the act that this one undid. */
  undoes?: number
}

/** An act with its place in the chain. */
export interface StoredAct extends Act {
  seq: number
}
