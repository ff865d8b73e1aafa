import { randomBytes } from 'node:crypto'
import type { Clock } from '#domain/operation/clock.ts'
import type { JournalBatch, JournalConsumer } from '#domain/commit.ts'
import { pulseDevice, pulseEveryMs, pulseStaleAfterMs } from '#domain/operation/pulse.ts'
import { sendPulse, type PulseTarget } from './send-pulse.ts'
import type { PulseState } from '#domain/wire/health.ts'

/** The running self-check. */
export interface Pulse {
  /** Works in this process only, and only until it ends. */
  readonly secret: string
  state(): PulseState
  /** Sends through `target` from now on, and listens at the end of the line. */
  start(target: Omit<PulseTarget, 'secret'>, listen: Listen): void
  close(): void
}

/** Subscribes to committed batches behind everybody who was there before. */
type Listen = (consumer: JournalConsumer) => () => void

export interface PulseOptions {
  clock: Clock
  /** Told once when it stops coming through, and once when it comes again. */
  onChange(state: PulseState, reason: string): void
  everyMs?: number
}

/** The dead-man's switch of the way from the listener to the live stream. */
export function createPulse({ clock, onChange, everyMs = pulseEveryMs }: PulseOptions): Pulse {
  const secret = randomBytes(32).toString('base64url')
  let heardAtMs = clock.monotonicMs()
  let lastTs: number | null = null
  let wasOk = true
  let reason = 'sent, but not heard at the end of the line'
  let timer: NodeJS.Timeout | undefined
  let isSending = false
  let unsubscribe = () => {}

  const state = (): PulseState => {
    const ageMs = Math.max(0, clock.monotonicMs() - heardAtMs)
    return { ok: ageMs <= pulseStaleAfterMs, last_ts: lastTs, age_ms: Math.round(ageMs) }
  }

  const hear = (batch: JournalBatch): void => {
    const isOurs = batch.changes.some(
      (change) => change.type === 'status' && change.record.device === pulseDevice.id,
    )
    if (!isOurs) return
    heardAtMs = clock.monotonicMs()
    lastTs = clock.now()
  }

  const tell = (): void => {
    const now = state()
    if (now.ok === wasOk) return
    wasOk = now.ok
    onChange(now, reason)
  }

  const send = async (target: PulseTarget): Promise<void> => {
    // One at a time: what does not come through must not pile up at a door in trouble.
    if (isSending) return tell()
    isSending = true
    try {
      await sendPulse(target)
      reason = 'sent, but not heard at the end of the line'
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
    }
    isSending = false
    tell()
  }

  return {
    secret,
    state,
    start(target, listen) {
      heardAtMs = clock.monotonicMs()
      unsubscribe = listen({ name: 'pulse', apply: hear })
      const beat = () => void send({ ...target, secret })
      beat()
      timer = setInterval(beat, everyMs)
    },
    close() {
      clearInterval(timer)
      unsubscribe()
    },
  }
}
