import type { Clock } from '#domain/operation/clock.ts'
import type { ServiceArea } from '#domain/city/service-area.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Config } from '#config'
import type { Archive } from '#archive/follow/archive.ts'
import { startArchive } from '#archive/follow/start.ts'
import type { Heart } from '#heart/heart.ts'
import { yearMs, type Follower } from '#journal/retention.ts'
import { startHeart } from '#heart/start.ts'
import { joinHistory } from '#archive/joined/join-history.ts'
import type { Store } from '#store/store.ts'
import type { Closing } from './closing.ts'
import { openArchive } from './open-archive.ts'
import type { Log } from '#domain/operation/log.ts'
import type { ArchiveState } from '#domain/wire/archive-state.ts'

interface Options {
  config: Config
  log: Log
  city: string
  area: ServiceArea
  isDemo: boolean
  timeZone: string
  kinds: readonly Kind[]
  clock: Clock
  store: Store
  directory: DeviceDirectory
  closing: Closing
}

/** Those that take readings in and carry them on, and the store with all that they keep. */
interface IngestAndArchive {
  ingest: Heart
  /** Undefined where the settings name none. */
  archive: Archive | undefined
  history: Store
}

const dayMs = 86_400_000

/** Starts ingest, and behind it the archive of the settings, where there is one. */
export async function startIngestAndArchive(options: Options): Promise<IngestAndArchive> {
  const { config, store, clock, log, closing } = options
  const database = openArchive(config, options)
  const retentionMs = config.RETENTION_DAYS * dayMs
  let archive: Archive | undefined
  const ingest = await startHeart({
    ...options,
    retentionMs,
    quarantineMs: config.QUARANTINE_DAYS * dayMs,
    budgets: { burst: config.DEVICE_BURST_READINGS, perSecond: config.DEVICE_READINGS_PER_S },
    recordsMs: config.RECORDS_YEARS * yearMs,
    onReduced: (rows) => log('info', 'Notes and doors of old events were deleted', { rows }),
    // Until the archive says where it stands, nothing that it may lack is deleted.
    ...(database && {
      follower: () => followerOf(archive),
      keptMs: () => Math.max(retentionMs, archive?.keptMs ?? Number.POSITIVE_INFINITY),
    }),
  })
  closing.add('ingest', ingest.close)
  if (!database) return { ingest, archive, history: store }

  archive = await startArchive({
    ...options,
    database,
    retentionMs,
    onChange: (state) => tell(log, state),
  })
  closing.add('archive', follow(ingest, archive))
  const { history } = archive
  return { ingest, archive, history: joinHistory({ store, archive: history, clock, retentionMs }) }
}

/** Lets the archive hear of every commit; returns how to end both. */
function follow(ingest: Heart, archive: Archive): () => Promise<void> {
  const stop = ingest.addConsumer(archive)
  return () => {
    stop()
    return archive.close()
  }
}

const followerOf = (archive: Archive | undefined): Follower => ({
  savedSeq: archive?.savedSeq ?? 0,
  lagMs: archive?.state().lag_ms ?? 0,
})

function tell(log: Log, { condition, remedy, words, server, lag_ms }: ArchiveState): void {
  const facts = { server, words, lag_ms }
  if (condition === 'stopped' && remedy) {
    log('error', `The archive waits: ${remedy.en}; nothing is lost`, facts)
  } else if (condition === 'behind') {
    log('warn', 'The archive is behind: older history is late, nothing is lost', facts)
  } else {
    log('info', 'The archive is well', facts)
  }
}
