import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { Door, DoorResult, Incoming, Untranslated } from '#domain/door.ts'
import { backoffMs, type Backoff } from '#domain/operation/backoff.ts'
import { createPause } from '#journal/pause.ts'
import type { StoreState } from '#journal/store-state.ts'
import type { Ending } from './far/explain-ending.ts'
import { FarSession, type FarMessage, type FarTarget } from './far/session.ts'
import type { SessionLog } from './session-log.ts'
import { Standing, type Fate } from './standing.ts'
import type { Translate } from './translate/translate.ts'

const tries: Backoff = { firstMs: 1_000, longestMs: 30_000 }

/** A connection that held for less is one more failure: two clients with one id cut each other off. */
const steadyAfterMs = 10_000

export interface ConnectionOptions {
  source: string
  dialect: string
  target: FarTarget
  uncommittedMax: number
  translate: Translate
  door: Door
  storeState: () => StoreState
  sessions: SessionLog
  clock: Clock
  random: () => number
  onChange: (state: BridgeConnectionState) => void
}

/** What was received is given this long to be committed when we close. */
const drainWithinMs = 5_000

/**
 * Keeps one connection to another broker: connects, takes, and after every end waits a little
 * longer and tries again, for ever. What is not acknowledged stays with the far broker.
 */
export class BridgeConnection {
  readonly #options: ConnectionOptions
  readonly #standing: Standing
  readonly #pause = createPause()
  readonly #running: Promise<void>
  #session: FarSession | undefined
  #isClosing = false

  constructor(options: ConnectionOptions) {
    this.#options = options
    const { source, dialect, target, clock, onChange } = options
    this.#standing = new Standing({
      clock,
      about: { source, dialect, client_id: target.clientId, url: target.url },
      uncommitted: () => this.#session?.uncommitted ?? 0,
      onChange,
    })
    this.#running = this.#run()
  }

  state(): BridgeConnectionState {
    return this.#standing.state()
  }

  /** The store can write again: no need to wait any longer. */
  wake(): void {
    this.#pause.wake()
  }

  async close(): Promise<void> {
    this.#isClosing = true
    this.#pause.end()
    await this.#session?.drain(drainWithinMs)
    await this.#running
  }

  async #run(): Promise<void> {
    const { clock, random } = this.#options
    let failures = 0
    while (!this.#isClosing) {
      const startedMs = clock.monotonicMs()
      const ending = await this.#connect()
      if (this.#isClosing) return
      this.#standing.waiting(ending)
      if (clock.monotonicMs() - startedMs > steadyAfterMs) failures = 0
      await this.#pause.sleep(backoffMs(tries, failures, random), { wakeable: true })
      failures += 1
    }
  }

  /** One connection from its beginning to its end; none while there is nowhere to put anything. */
  #connect(): Promise<Ending> {
    const { target, uncommittedMax, storeState } = this.#options
    const { ok, detail } = storeState()
    if (!ok) return Promise.resolve({ trouble: 'store', words: detail })
    this.#standing.connecting()
    const session = new FarSession({
      target,
      uncommittedMax,
      onOpen: (opened) => this.#onOpen(opened),
      take: (message, settle) => this.#take(message, { settle, abort: (e) => session.abort(e) }),
    })
    this.#session = session
    return session.ended
  }

  #onOpen({ isResumed, granted }: { isResumed: boolean; granted: number }): void {
    const { source, target, sessions } = this.#options
    const key = `${source}/${target.clientId}`
    if (!isResumed && sessions.had(key)) this.#standing.sessionLost()
    sessions.note(key)
    this.#standing.connected(granted === 0)
  }

  #take(message: FarMessage, { settle, abort }: Outcome): void {
    const { translate, door } = this.#options
    this.#standing.received()
    const translated = translate(message)
    if (!translated) {
      this.#standing.became('ignored')
      return settle()
    }
    door.accept(translated, (result) => {
      if (!result.ok && !message.bestEffort) return abort(explainRefusal(result))
      this.#standing.became(fateOf(translated, result))
      settle()
    })
  }
}

interface Outcome {
  settle: () => void
  abort: (ending: Ending) => void
}

function fateOf(translated: Incoming | Untranslated, result: DoorResult): Fate {
  if (!result.ok) return 'shed'
  if (result.quarantined.length > 0) return 'quarantined'
  if ('channel' in translated && translated.channel === 'status') return 'alive'
  return result.duplicates > 0 ? 'duplicates' : 'stored'
}

function explainRefusal({ code, detail }: Extract<DoorResult, { ok: false }>): Ending {
  return { trouble: code === 'overloaded' ? 'overloaded' : 'store', words: detail }
}
