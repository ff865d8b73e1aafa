import type { Clock } from '#domain/operation/clock.ts'
import type { JournalBatch } from '#domain/commit.ts'
import type { ServiceArea } from '#domain/city/service-area.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { Store } from '#store/store.ts'
import { createBoardConsumer } from '#views/board/board-consumer.ts'
import { Projection } from '#views/projection.ts'
import { StillWater } from '#views/still/still-water.ts'
import { CommitQueue } from '#journal/commit-queue.ts'
import type { Group } from '#journal/group.ts'
import { createLatencyWindow } from '#journal/latency.ts'
import type { QueueLimits } from '#journal/limits.ts'
import { Counters } from '#ingest/counters.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import type { StoreState } from '#journal/store-state.ts'
import { Judges } from '#ingest/judge/judges.ts'
import type { AlarmLog } from '#alarms/alarm-log.ts'
import { Gauges } from '#alarms/level/gauges.ts'
import { LevelOwner } from '#alarms/level/level-owner.ts'
import { recall } from '#alarms/level/repair/recall.ts'
import { createListeners } from '#journal/listeners.ts'
import { createSaving } from './saving.ts'

interface Parts {
  store: Store
  directory: DeviceDirectory
  kinds: readonly Kind[]
  clock: Clock
  area?: ServiceArea | undefined
  limits: QueueLimits
  alarms: AlarmLog
}

/**
 * Connects the queue with those who read what it commits. Levels come first, so that a crossing
 * is in the very next commit; acknowledgements second; what people look at third.
 */
export function createPipeline(parts: Parts) {
  const { store, directory, kinds, clock, limits, alarms } = parts
  const counters = new Counters()
  const latency = createLatencyWindow()
  const batches = createListeners<JournalBatch>()
  const crossings = createListeners<readonly CrossingResource[]>()
  const states = createListeners<StoreState>()
  const connected = createListeners<string>()

  const submit = (group: Group) => queue.submit(group)
  const levels = new LevelOwner({
    gauges: new Gauges({ directory, kinds, newestCrossing: Math.max(0, alarms.crossingSeq) }),
    clock,
    submit,
    recall: (sought) => recall(store, sought),
    onSaved: (saved) => crossings.call(alarms.append(saved)),
    onChanged: (id) => board.refresh(id),
  })
  const still = new StillWater({ directory, kinds, submit })
  const showLevel = (device: Device) => ({
    ...levels.show(device),
    unchangedMs: still.unchangedMs(device),
  })
  const board = createBoardConsumer({ directory, kinds, showLevel })
  const gaps = createGapConsumer()
  const judges = new Judges(kinds, parts.area)
  const projection = new Projection({ board, gaps, still, judges, submit })
  const saving = createSaving(projection, levels)

  const onSettled = (batch: JournalBatch) => {
    const nowMs = clock.monotonicMs()
    counters.countBatch(batch, nowMs)
    if (batch.changes.length === 0) return
    projection.apply(batch)
    batches.call(batch)
    saving.plan()
  }
  const onState = (state: StoreState) => {
    // What the failure cut off is derived from what is on disk: it is saved before anything new.
    if (state.ok) saving.saveNow()
    else {
      saving.stop()
      judges.forgetUncommitted()
    }
    states.call(state)
  }
  const onCommitted = (batch: JournalBatch) => levels.apply(batch)
  const queue = new CommitQueue(store, { onCommitted, onSettled, onState }, limits)

  return {
    queue,
    counters,
    latency,
    board,
    gaps,
    judges,
    projection,
    levels,
    saving,
    listeners: { batches, crossings, states, connected },
  }
}
