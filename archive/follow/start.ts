import type { ArchiveState } from '#domain/wire/archive-state.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { createFieldGroups } from '#domain/readings/field-groups.ts'
import { createHourStart } from '#domain/city/hours.ts'
import { createCityZone } from '#domain/city/zone.ts'
import type { Store } from '#store/store.ts'
import type { ArchiveDatabase, History } from '../port.ts'
import type { Archive } from './archive.ts'
import type { Backoff } from '#domain/operation/backoff.ts'
import { defaultBackoff } from './backoff.ts'
import { createConnector } from './connector.ts'
import type { ArchiveContext } from './context.ts'
import { createCounters, type Counters } from './counters.ts'
import { archiveConsumer, loadProgress, type Progress } from './progress.ts'
import { sendUpgraded } from './again/send-upgraded.ts'
import { createReader } from './reader.ts'
import { createRefusals } from './refusals.ts'
import { startRounds } from './rounds.ts'
import { guardHistory } from './guard-history.ts'
import { createStanding, type Standing } from './standing.ts'

export interface ArchiveOptions {
  database: ArchiveDatabase
  kinds: readonly Kind[]
  /** IANA name of the city's zone: where its days and hours begin. */
  timeZone: string
  store: Store
  directory: Pick<DeviceDirectory, 'list'>
  clock: Clock
  /** How long the recent store keeps readings, ms. */
  retentionMs: number
  backoff?: Backoff
  /** How often a process signs that it is the one that forwards, ms. */
  claimEveryMs?: number
  /** Hears of every change from well to unwell and back. */
  onChange?: (state: ArchiveState) => void
}

/**
 * Starts the archive. It never rejects because its database is away: it goes on trying, and the state
 * says so. Two archives never forward one journal, because the cursor lies in the data folder and
 * its lock admits one server.
 */
export async function startArchive(options: ArchiveOptions): Promise<Archive> {
  const { database, store, clock } = options
  const progress = await loadProgress(store)
  const counters = createCounters()
  const standing = createStanding({ clock, progress, counters })
  await sendUpgraded(store, progress)
  await findBacklog(store, progress, standing)
  const context = createContext(options, progress, counters)
  // Until it says otherwise: what it does not keep, it removes itself.
  let keptMs = Number.POSITIVE_INFINITY
  const connect = createConnector(database, clock, (session) => {
    session.loadKeptMs().then(
      (ms) => (keptMs = ms ?? Number.POSITIVE_INFINITY),
      // A token that may only write cannot ask; the next session tries again.
      () => {},
    )
  })
  const rounds = startRounds(context, {
    connect,
    standing,
    backoff: options.backoff ?? defaultBackoff,
    onChange: options.onChange,
    claimEveryMs: options.claimEveryMs,
  })

  const guard = (history: History) => guardHistory(history, { clock, standing })
  return {
    name: archiveConsumer,
    apply: (batch) => {
      standing.committed(batch.seq, batch.committed_ts)
      rounds.wake()
    },
    state: standing.state,
    get savedSeq() {
      return progress.savedSeq
    },
    get keptMs() {
      return keptMs
    },
    history: guard(createReader(connect.get, progress.cells.firstWaiting)),
    rawHistory: createReader(connect.get, () => 0),
    requestFill: ({ from, to }) => {
      progress.fill = { from, to, stage: 'readings', device: '', cursor: null }
      rounds.wake()
    },
    settled: rounds.settled,
    close: async () => {
      await rounds.close()
      database.close()
    },
  }
}

function createContext(
  { kinds, timeZone, store, directory, clock, retentionMs }: ArchiveOptions,
  progress: Progress,
  counters: Counters,
): ArchiveContext {
  const zone = createCityZone(timeZone)
  const groups = new Map(kinds.map((kind) => [kind.id, createFieldGroups(kind)]))
  return {
    store,
    directory,
    clock,
    progress,
    counters,
    refusals: createRefusals(),
    kinds: new Set(groups.keys()),
    retentionMs,
    groupsOf: (kind) => groups.get(kind) ?? [],
    zone,
    hourOf: createHourStart(zone),
  }
}

/** How far the archive is behind at the start, before anything is heard of its database. */
async function findBacklog(store: Store, progress: Progress, standing: Standing): Promise<void> {
  const newest = await progress.save()
  if (newest <= progress.seq) return
  const [oldest] = await store.readJournal(progress.seq, 1)
  standing.committed(newest, oldest?.committed_ts ?? 0)
}
