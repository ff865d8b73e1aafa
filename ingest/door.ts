import type { Clock } from '#domain/operation/clock.ts'
import type { Door, DoorResult, Incoming, Untranslated } from '#domain/door.ts'
import type { Reception } from './reception.ts'
import type { CommitQueue } from '#journal/commit-queue.ts'
import type { LatencyWindow } from '#journal/latency.ts'
import type { MessageLog } from './messages/message-log.ts'
import { queueLimits, type QueueLimits } from '#journal/limits.ts'
import type { Budgets } from './budget/budgets.ts'
import type { Counters } from './counters.ts'
import { Publish } from './publish.ts'

interface Parts {
  queue: CommitQueue
  reception: Reception
  counters: Counters
  latency: LatencyWindow
  messages: MessageLog
  budgets: Budgets
  clock: Clock
}

/**
 * The one door. What cannot be taken now is answered at once; everything else is decoded, judged,
 * and answered in order after its commit.
 */
export function createDoor(parts: Parts, limits: QueueLimits = queueLimits) {
  const { queue, reception, counters, messages, budgets, clock } = parts
  let isClosed = false

  const refuse = (
    incoming: Incoming | Untranslated,
  ): Exclude<DoorResult, { ok: true }> | undefined => {
    if (isClosed) return { ok: false, code: 'not_committed', detail: 'the server is closing' }
    if (!queue.state.ok) {
      const detail = `the store cannot write now: ${queue.state.detail ?? 'unknown reason'}`
      return { ok: false, code: 'not_committed', detail }
    }
    if (incoming.via === 'http') {
      const retryAfterMs = budgets.debtMs(incoming.device.id)
      if (retryAfterMs > 0) return { ok: false, ...overBudget, retryAfterMs }
    }
    if (!isOverloaded(queue, incoming, limits)) return undefined
    return { ok: false, code: 'overloaded', detail: 'too much is waiting; come back in a moment' }
  }

  /** A far broker would send again for ever: what comes over a bridge in debt is kept as it came. */
  const keepOut = (incoming: Incoming | Untranslated): Incoming | Untranslated => {
    if (!('channel' in incoming) || !incoming.bridged || incoming.channel !== 'reading') {
      return incoming
    }
    const { device, bestEffort, bridged } = incoming
    if (budgets.debtMs(device.id) === 0) return incoming
    const { from, original: payload } = bridged
    return { device, via: 'bridge', payload, bestEffort, from, refusal: overBudget }
  }

  const door: Door = {
    debtMs: (deviceId) => budgets.debtMs(deviceId),
    accept(incoming, done) {
      const receivedTs = clock.now()
      const seen = messages.note(incoming, receivedTs)
      const refusal = refuse(incoming)
      if (refusal) {
        counters.count(refusal.code)
        seen.result = refusal
        return done(refusal)
      }
      const { entries, indices, refused } = reception.receive(keepOut(incoming), receivedTs)
      const bytes = incoming.payload.length
      queue.submit(new Publish(parts, { incoming, entries, indices, refused, done, bytes, seen }))
    },
  }
  return {
    door,
    close() {
      isClosed = true
    },
  }
}

const overBudget = {
  code: 'over_budget',
  detail: 'more new readings than a device may store; the setting is DEVICE_READINGS_PER_S',
} as const

/** QoS 0 goes first, then HTTP; MQTT devices wait for their PUBACK, up to the end of memory. */
function isOverloaded(
  queue: CommitQueue,
  { via, bestEffort }: Incoming | Untranslated,
  limits: QueueLimits,
) {
  const { entries, bytes } = queue
  if (entries < limits.shedEntries && bytes < limits.fullBytes) return false
  if (entries >= limits.fullEntries || bytes >= limits.fullBytes || bestEffort) return true
  return via === 'http' && entries >= limits.busyEntries
}
