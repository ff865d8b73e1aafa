import type { BridgeConnectionState, BridgeFailure } from '#domain/wire/bridge-connection.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { Ending } from './far/explain-ending.ts'
import { createRate } from './rate.ts'

interface Parts {
  clock: Clock
  about: Pick<BridgeConnectionState, 'source' | 'client_id' | 'url' | 'dialect'>
  uncommitted: () => number
  /** Hears of every change of condition or trouble, once. */
  onChange: (state: BridgeConnectionState) => void
}

type Told = Pick<
  BridgeConnectionState,
  'condition' | 'trouble' | 'words' | 'connected_since_ts' | 'best_effort' | 'down_since_ts'
>

/** What became of a message, once it is on disk. */
export type Fate = 'stored' | 'duplicates' | 'alive' | 'quarantined' | 'ignored' | 'shed'

type Counts = Record<`${Fate}_total` | 'messages_total' | 'sessions_lost_total', number>

/** Keeps what the state of one connection is made of. */
export class Standing {
  readonly #parts: Parts
  readonly #rate = createRate()
  readonly #counts: Counts = {
    messages_total: 0,
    stored_total: 0,
    duplicates_total: 0,
    alive_total: 0,
    quarantined_total: 0,
    ignored_total: 0,
    shed_total: 0,
    sessions_lost_total: 0,
  }
  #lastMessageTs: number | null = null
  #lastFailure: BridgeFailure | null = null
  #told: Told
  /** What `onChange` heard last: a try that fails like the one before is no news. */
  #announced: Pick<Told, 'condition' | 'trouble'>

  constructor(parts: Parts) {
    this.#parts = parts
    this.#told = {
      condition: 'connecting',
      trouble: null,
      words: null,
      connected_since_ts: null,
      best_effort: false,
      down_since_ts: parts.clock.now(),
    }
    this.#announced = this.#told
  }

  state(): BridgeConnectionState {
    const { about, clock, uncommitted } = this.#parts
    return {
      ...about,
      ...this.#told,
      ...this.#counts,
      last_failure: this.#lastFailure,
      last_message_ts: this.#lastMessageTs,
      messages_per_s: this.#rate.perSecond(clock.monotonicMs()),
      uncommitted: uncommitted(),
    }
  }

  /** A try begins; the last failure stays in sight until one succeeds. */
  connecting(): void {
    this.#told = { ...this.#told, condition: 'connecting' }
  }

  connected(bestEffort: boolean): void {
    this.#tell({
      condition: 'connected',
      trouble: null,
      words: null,
      connected_since_ts: this.#parts.clock.now(),
      best_effort: bestEffort,
      down_since_ts: null,
    })
  }

  waiting({ trouble, words }: Ending): void {
    const ts = this.#parts.clock.now()
    this.#lastFailure = { trouble, words, ts }
    this.#tell({
      ...this.#told,
      condition: 'waiting',
      trouble,
      words,
      connected_since_ts: null,
      down_since_ts: this.#told.down_since_ts ?? ts,
    })
  }

  received(): void {
    const { clock } = this.#parts
    this.#counts.messages_total += 1
    this.#lastMessageTs = clock.now()
    this.#rate.count(clock.monotonicMs())
  }

  became(fate: Fate): void {
    this.#counts[`${fate}_total`] += 1
  }

  sessionLost(): void {
    this.#counts.sessions_lost_total += 1
  }

  #tell(next: Told): void {
    const { condition, trouble } = this.#announced
    this.#told = next
    this.#announced = next
    if (next.condition === condition && next.trouble === trouble) return
    this.#parts.onChange(this.state())
  }
}
