import { setImmediate } from 'node:timers/promises'
import {
  outcomes,
  type JournalBatch,
  type StoredChange,
  type VerdictChange,
} from '#domain/commit.ts'
import type { CityEvent, Reading, StoredCrossing } from '#domain/readings/reading.ts'
import { isUnfit, type ArchiveLine, type Unfit } from '#archive/influx/archive-line.ts'
import type { ArchiveConnection } from '#archive/influx/connect.ts'
import { encodeCrossing } from '#archive/influx/event-line.ts'
import type { FieldPlan } from '#archive/influx/field-plan.ts'
import { createEventPlacer } from '#archive/influx/event-placer.ts'
import { encodeReading } from '#archive/influx/reading-line.ts'
import { findArchivedReading } from '#archive/influx/read-readings.ts'
import type { Store } from '#store/store.ts'

export interface CollectScope {
  store: Pick<Store, 'listReadings'>
  city: string
  plans: ReadonlyMap<string, FieldPlan>
}

/** A fact that no server could store, with the reason. */
export interface UnfitFact extends Unfit {
  fact: Pick<ArchiveLine, 'channel' | 'kind' | 'device' | 'ts'>
}

/** The lines of some journal batches, in their order. */
export interface Collected {
  lines: ArchiveLine[]
  unfit: UnfitFact[]
}

// About two milliseconds of work: then whoever waits for an acknowledgement has a turn.
const linesPerTurn = 500

/**
 * Turns committed facts into lines. Duplicates are in the archive already; statuses and what is in
 * quarantine stay in the recent store. Looks up what the journal does not say: the reading that a
 * verdict speaks of, the place of an event among its neighbours.
 */
export async function collectLines(
  batches: readonly JournalBatch<StoredChange>[],
  scope: CollectScope,
  connection: ArchiveConnection,
): Promise<Collected> {
  const collected: Collected = { lines: [], unfit: [] }
  const placer = createEventPlacer(connection, scope.city)
  for (const change of batches.flatMap(({ changes }) => changes)) {
    if (change.outcome === outcomes.duplicate) continue
    // The common case stays free of promises: a backlog has hundreds of thousands of them.
    if (change.type === 'reading') {
      addReading(collected, scope, { reading: change.reading, replaces: isRevision(change) })
      if (collected.lines.length % linesPerTurn === 0) await setImmediate()
    } else {
      await addOther(collected, change, { scope, connection, placer })
    }
  }
  return collected
}

const isRevision = ({ outcome }: StoredChange): boolean => outcome === outcomes.revision

export function addReading(
  collected: Collected,
  { plans, city }: CollectScope,
  { reading, replaces }: { reading: Reading; replaces: boolean },
): void {
  const plan = plans.get(reading.kind)
  // A kind that was taken out of the program: its rows stay in the recent store.
  if (!plan) return
  const line = encodeReading(reading, plan, { city, replaces })
  add(collected, line, { channel: 'reading', ...reading })
}

export function add(
  { lines, unfit }: Collected,
  line: ArchiveLine | Unfit,
  { channel, kind, device, ts }: UnfitFact['fact'],
): void {
  if (isUnfit(line)) unfit.push({ words: line.words, fact: { channel, kind, device, ts } })
  else lines.push(line)
}

interface Lookups {
  scope: CollectScope
  connection: ArchiveConnection
  placer: ReturnType<typeof createEventPlacer>
}

async function addOther(
  collected: Collected,
  change: StoredChange,
  lookups: Lookups,
): Promise<void> {
  const { scope, connection } = lookups
  if (change.type === 'verdict') {
    const reading = await findJudged(change.verdict, scope, connection)
    if (reading) addReading(collected, scope, { reading, replaces: true })
  } else if (change.type === 'event') {
    await addEvent(collected, lookups, { event: change.event, moved: isRevision(change) })
  } else if (change.type === 'crossing') {
    addCrossing(collected, scope, change.crossing)
  }
}

export async function addEvent(
  collected: Collected,
  { placer }: Pick<Lookups, 'placer'>,
  { event, moved }: { event: CityEvent; moved: boolean },
): Promise<void> {
  for (const line of await placer.encode(event, { moved })) {
    add(collected, line, { channel: 'event', ...event })
  }
}

export function addCrossing(
  collected: Collected,
  { city }: CollectScope,
  crossing: StoredCrossing,
): void {
  add(collected, encodeCrossing(crossing, { city }), { channel: 'crossing', ...crossing })
}

/**
 * The reading as it stands now, with its newest verdict: from the recent store, or, where that has
 * dropped it, from the archive. None: judged while neither has it, so nothing is to be told.
 */
async function findJudged(
  verdict: VerdictChange,
  { store, plans, city }: CollectScope,
  connection: ArchiveConnection,
): Promise<Reading | undefined> {
  const { kind, device, ts, flag, reasons } = verdict
  const plan = plans.get(kind)
  if (!plan) return undefined
  const { items } = await store.listReadings(kind, device, { from: ts, to: ts + 1 }, { limit: 1 })
  if (items[0]) return items[0]
  const archived = await findArchivedReading(connection, { city, plan, device, ts })
  return archived && { ...archived, flag, reasons }
}
