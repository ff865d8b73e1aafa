import type { BridgeConnectionState } from '#domain/bridge.ts'
import type { Clock } from '#domain/clock.ts'
import type { Ending } from './far/explain-ending.ts'
import { createRate } from './rate.ts'

interface Parts {
  clock: Clock
  about: Pick<BridgeConnectionState, 'source' | 'client_id' | 'url' | 'dialect'>
  uncommitted: () => number
  /** Hears of every change of condition or trouble, once. */
  onChange: (state: BridgeConnectionState) => void
}

type Told = Pick<BridgeConnectionState, 'condition' | 'trouble' | 'words' | 'connected_since_ts'>

/** Keeps what the state of one connection is made of. */
export function createStanding({ clock, about, uncommitted, onChange }: Parts) {
  const rate = createRate()
  const counts = {
    last_message_ts: null as number | null,
    messages_total: 0,
    quarantined_total: 0,
    ignored_total: 0,
    sessions_lost_total: 0,
  }
  let told: Told = {
    condition: 'connecting',
    trouble: null,
    words: null,
    connected_since_ts: null,
  }

  const state = (): BridgeConnectionState => ({
    ...about,
    ...told,
    ...counts,
    messages_per_s: rate.perSecond(clock.monotonicMs()),
    uncommitted: uncommitted(),
  })

  function tell(next: Told): void {
    const isNews = next.condition !== told.condition || next.trouble !== told.trouble
    told = next
    if (isNews) onChange(state())
  }

  return {
    state,
    /** A try begins; the last failure stays in sight until one succeeds. */
    connecting(): void {
      told = { ...told, condition: 'connecting', connected_since_ts: null }
    },
    connected(words: string | null): void {
      const connected_since_ts = clock.now()
      tell({ condition: 'connected', trouble: null, words, connected_since_ts })
    },
    waiting({ trouble, words }: Ending): void {
      tell({ condition: 'waiting', trouble, words, connected_since_ts: null })
    },
    received(): void {
      counts.messages_total += 1
      counts.last_message_ts = clock.now()
      rate.count(clock.monotonicMs())
    },
    quarantined(): void {
      counts.quarantined_total += 1
    },
    ignored(): void {
      counts.ignored_total += 1
    },
    sessionLost(): void {
      counts.sessions_lost_total += 1
    },
  }
}
export type Standing = ReturnType<typeof createStanding>
