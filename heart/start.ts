import type { Clock } from '#domain/operation/clock.ts'
import type { ServiceArea } from '#domain/city/service-area.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Store } from '#store/store.ts'
import { queueLimits, type QueueLimits } from '#journal/limits.ts'
import { Budgets, type BudgetLimits } from '#ingest/budget/budgets.ts'
import { createDoor } from '#ingest/door.ts'
import type { Heart } from './heart.ts'
import { loadAlarmLog } from '#alarms/alarm-log.ts'
import { createMessageLog } from '#ingest/messages/message-log.ts'
import { createPipeline } from './pipeline.ts'
import { showOfBefore } from './show-of-before.ts'
import { createRecorder } from './record-fact.ts'
import { createReception } from '#ingest/reception.ts'
import { replayJournal } from '#journal/replay.ts'
import { startRetention, usualRecordsMs, type Follower } from '#journal/retention.ts'
import { createStats } from '#ingest/stats.ts'

export interface HeartOptions {
  store: Store
  directory: DeviceDirectory
  kinds: readonly Kind[]
  clock: Clock
  /** Older readings are deleted here. */
  retentionMs: number
  /** How long readings are kept anywhere, ms; `retentionMs` where nothing else keeps them. */
  keptMs?: () => number
  /** How long refused payloads are kept; as long as readings where absent. */
  quarantineMs?: number
  /** How long facts are kept that are kept for years. */
  recordsMs?: number
  /** Where vehicles may be, and which stops there are; unknown where absent. */
  area?: ServiceArea
  /** Hears of old events that lost what leads to a person. */
  onReduced?: (rows: number) => void
  /** The archive, where there is one: what it lacks is not deleted yet. */
  follower?: () => Follower
  /** How many new readings a device of the field may store; the named limits where absent. */
  budgets?: BudgetLimits
  /** Other limits than the named ones, for tests. */
  limits?: Partial<QueueLimits>
}

/** A rise in doubt waits for minutes: so often is looked whether its time has passed. */
const lapsesEveryMs = 1_000

/**
 * Starts the heart: restores what it knew, reads the rest of the journal, commits the crossings
 * that a crash cut off, and only then opens the door. Rejects when the store cannot be read.
 */
export async function startHeart(options: HeartOptions): Promise<Heart> {
  const { store, directory, kinds, clock, retentionMs, recordsMs = usualRecordsMs } = options
  const limits = { ...queueLimits, ...options.limits }
  const alarms = await loadAlarmLog(store, directory)
  const pipeline = createPipeline({ ...options, limits, alarms })
  const { queue, board, judges, projection, levels, saving, listeners } = pipeline

  await catchUp(store, pipeline)
  await queue.drain()

  const reception = createReception({
    kinds,
    judges,
    keptMs: options.keptMs ?? (() => retentionMs),
    recordsMs,
  })
  const messages = createMessageLog()
  const budgets = new Budgets(clock, options.budgets)
  const parts = { ...pipeline, reception, messages, budgets, clock }
  const { door, close: closeDoor } = createDoor(parts, limits)
  const stopFollowing = followOutside(directory, pipeline)
  const retention = startRetention({
    store,
    clock,
    retentionMs,
    quarantineMs: options.quarantineMs ?? retentionMs,
    recordsMs,
    onReduced: options.onReduced,
    follower: options.follower,
    position: () => ({
      seq: board.seq,
      savedSeq: Math.min(projection.savedSeq, levels.savedSeq),
    }),
  })

  return {
    door,
    board,
    alarms,
    gaps: pipeline.gaps,
    messages,
    stats: createStats({ ...pipeline, budgets, clock }),
    reduction: retention.reduction,
    record: createRecorder((group) => queue.submit(group)),
    addConsumer: (consumer) => listeners.batches.add((batch) => consumer.apply(batch)),
    onCrossings: listeners.crossings.add,
    connect: createConnect(pipeline, clock),
    onConnected: listeners.connected.add,
    onStoreState: listeners.states.add,
    async close() {
      closeDoor()
      stopFollowing()
      await retention.close()
      await queue.drain()
      saving.saveNow()
      saving.stop()
      await queue.drain()
      queue.close()
    },
  }
}

type Pipeline = ReturnType<typeof createPipeline>

/** Reads the journal to its end, commits what a crash cut off, and shows the levels that follow. */
async function catchUp(store: Store, { levels, projection, board }: Pipeline): Promise<void> {
  await replayJournal(store, [projection, levels])
  await showOfBefore(store, board)
  await levels.start()
  projection.start()
  for (const { device } of board.list()) board.refresh(device.id)
}

/** Shows on the board who comes and goes, and tells those who show the board. */
const createConnect =
  ({ board, listeners }: Pipeline, clock: Clock): Heart['connect'] =>
  (device, isOnline) => {
    if (board.connect(device, isOnline, clock.now())) listeners.connected.call(device)
  }

/**
 * Hands newer descriptions on to those who keep one, and looks which rises nothing followed in time;
 * returns how to end that.
 */
function followOutside(directory: DeviceDirectory, { levels, board }: Pipeline): () => void {
  const stopDescribing = directory.onChanged((device) => {
    levels.describe(device)
    board.describe(device)
  })
  const checkingLapses = setInterval(() => levels.checkLapses(), lapsesEveryMs).unref()
  return () => {
    stopDescribing()
    clearInterval(checkingLapses)
  }
}
