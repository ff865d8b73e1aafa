import type { ArchiveState } from '#domain/wire/archive-state.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { createFieldPlan } from '#archive/influx/field-plan.ts'
import { createArchiveReader, type History } from '#archive/influx/reader.ts'
import { createHourStart } from '#domain/city/hours.ts'
import { createWriteTransport } from '#archive/influx/transport.ts'
import { createCityZone } from '#domain/city/zone.ts'
import type { Store } from '#store/store.ts'
import type { Archive } from './archive.ts'
import { defaultBackoff, type BackoffOptions } from './backoff.ts'
import { createConnector } from './connector.ts'
import type { ArchiveContext } from './context.ts'
import { createCounters } from './counters.ts'
import { archiveConsumer, loadProgress, type Progress } from './progress.ts'
import { createRefusals } from './refusals.ts'
import { startRounds } from './rounds.ts'
import { guardHistory } from './guard-history.ts'
import { createStanding, type Standing } from './standing.ts'

export interface ArchiveOptions {
  address: ArchiveAddress
  city: string
  kinds: readonly Kind[]
  /** IANA name of the city's zone: where its days and hours begin. */
  timeZone: string
  store: Store
  directory: Pick<DeviceDirectory, 'list'>
  clock: Clock
  backoff?: BackoffOptions
  /** How long one request may take, ms. */
  timeoutMs?: number
  /** How often a process signs that it is the one that forwards, ms. */
  claimEveryMs?: number
  /** Hears of every change from well to unwell and back. */
  onChange?: (state: ArchiveState) => void
}

// 3.x answers a write only after its flush of each second, a busy disk after several.
const defaultTimeoutMs = 30_000

/**
 * Starts the archive. It never rejects because InfluxDB is away: it goes on trying, and the state
 * says so. Two archives never forward one journal, because the cursor lies in the data folder and
 * its lock admits one server.
 */
export async function startArchive(options: ArchiveOptions): Promise<Archive> {
  const { address, city, kinds, timeZone, store, directory, clock } = options
  const progress = await loadProgress(store)
  const counters = createCounters()
  const standing = createStanding({ clock, progress, counters })
  await findBacklog(store, progress, standing)
  const transport = createWriteTransport({
    url: address.url,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
  })
  const zone = createCityZone(timeZone)
  const context: ArchiveContext = {
    store,
    directory,
    clock,
    city,
    progress,
    counters,
    transport,
    refusals: createRefusals(),
    plans: new Map(kinds.map((kind) => [kind.id, createFieldPlan(kind)])),
    zone,
    hourOf: createHourStart(zone),
  }
  const connect = createConnector(address, clock)
  const rounds = startRounds(context, {
    connect,
    standing,
    backoff: options.backoff ?? defaultBackoff,
    onChange: options.onChange,
    claimEveryMs: options.claimEveryMs,
  })

  const reading = { connect: () => connect.get(), city, kinds, timeZone }
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
    history: guard(createArchiveReader({ ...reading, rolledTo: progress.cells.firstWaiting })),
    rawHistory: createArchiveReader({ ...reading, rolledTo: () => 0 }),
    requestFill: ({ from, to }) => {
      progress.fill = { from, to, stage: 'readings', device: '', cursor: null }
      rounds.wake()
    },
    settled: rounds.settled,
    close: async () => {
      await rounds.close()
      transport.close()
    },
  }
}

/** How far the archive is behind at the start, before anything is heard of InfluxDB. */
async function findBacklog(store: Store, progress: Progress, standing: Standing): Promise<void> {
  const newest = await progress.save()
  if (newest <= progress.seq) return
  const [oldest] = await store.readJournal(progress.seq, 1)
  standing.committed(newest, oldest?.committed_ts ?? 0)
}
