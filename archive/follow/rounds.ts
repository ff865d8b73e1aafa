import { ArchiveError, reasonOf } from '../archive-error.ts'
import type { Halt } from '../port.ts'
import type { ArchiveStop } from '../stops.ts'
import type { Backoff } from '#domain/operation/backoff.ts'
import { createBackoff } from './backoff.ts'
import type { Connector } from './connector.ts'
import type { ArchiveContext } from './context.ts'
import { refill } from './forward.ts'
import { createPause } from '#journal/pause.ts'
import type { Standing } from './standing.ts'
import { createSaver } from './saver.ts'
import { createTurn } from './turn.ts'
import type { ArchiveState } from '#domain/wire/archive-state.ts'

interface Parts {
  connect: Connector
  standing: Standing
  backoff: Backoff
  claimEveryMs?: number | undefined
  onChange?: ((state: ArchiveState) => void) | undefined
}

// Single readings are gathered for so long before they make a request: the lag a viewer of the
// archive sees, against one request for each reading.
const gatherMs = 250
// Without news there may still be a window to sum up.
const idleMs = 10_000

/**
 * The archive's one loop; at any failure a growing pause and the same again. One request is in
 * flight at a time, so the order of the journal is the order of the archive.
 */
export function startRounds(context: ArchiveContext, { connect, standing, ...parts }: Parts) {
  const pause = createPause()
  const waits = createBackoff(parts.backoff)
  const turn = createTurn(context, { standing, claimEveryMs: parts.claimEveryMs })
  const saver = createSaver(context, standing)
  const tellChange = createTeller(standing, parts.onChange)
  let waiting: (() => void)[] = []

  async function round(): Promise<void> {
    // Only who asked before this turn may be told that it found nothing more.
    const asked = waiting.splice(0)
    const result = await attempt()
    if (typeof result === 'object') connect.forget()
    else if (refill(context, standing.stop)) pause.wake()
    standing.failed(typeof result === 'object' ? result : null)
    tellChange()
    if (result !== 'idle') waiting = [...asked, ...waiting]
    if (result === 'idle') await rest(asked)
    else if (result !== 'moved') {
      await pause.sleep(waits.nextMs(result.retryAfterMs), { wakeable: false })
    }
  }

  async function attempt(): Promise<'idle' | 'moved' | RoundFailure> {
    try {
      const session = await connect.get()
      standing.connected(session)
      const result = await turn(session)
      if (typeof result === 'object') return failureOf(result)
      waits.reset()
      await (result ? saver.saveRest() : saver.saveInTime())
      return result ? 'idle' : 'moved'
    } catch (error) {
      return failureOfError(error)
    }
  }

  async function rest(asked: readonly (() => void)[]): Promise<void> {
    for (const tell of asked) tell()
    await pause.sleep(idleMs, { wakeable: true })
    if (waiting.length === 0) await pause.sleep(gatherMs, { wakeable: false })
  }

  async function run(): Promise<void> {
    while (!pause.hasEnded) await round()
    await saver.saveLast()
  }

  const running = run()
  return {
    wake: pause.wake,
    settled: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve)
        pause.wake()
      }),
    close: () => {
      pause.end()
      return running
    },
  }
}

/** Tells of changes from well to unwell and back, each once. */
function createTeller(standing: Standing, onChange: Parts['onChange']): () => void {
  let told = ''
  return () => {
    const state = standing.state()
    const change = `${state.condition} ${state.stop ?? ''}`
    if (change !== told) onChange?.(state)
    told = change
  }
}

interface RoundFailure {
  words: string
  /** Set where a person has to act. */
  stop: ArchiveStop | null
  /** What the server asked for. */
  retryAfterMs: number | null
}

const failureOfError = (error: unknown): RoundFailure => ({
  words: reasonOf(error),
  stop: error instanceof ArchiveError ? error.stop : null,
  retryAfterMs: null,
})

function failureOf(halt: Halt): RoundFailure {
  const { words } = halt
  return halt.kind === 'later'
    ? { words, stop: null, retryAfterMs: halt.retryAfterMs }
    : { words, stop: halt.stop, retryAfterMs: null }
}
