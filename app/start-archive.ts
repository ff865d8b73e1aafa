import { readFileSync } from 'node:fs'
import { archiveStops } from '#domain/operation/archive.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Config } from '#config'
import type { Archive } from '#archive/follow/archive.ts'
import { startArchive } from '#archive/follow/start.ts'
import type { Heart } from '#heart/heart.ts'
import type { Follower } from '#journal/retention.ts'
import { startHeart } from '#heart/start.ts'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { joinHistory } from '#archive/joined/join-history.ts'
import type { Store } from '#store/store.ts'
import type { Closing } from './closing.ts'
import type { Log } from '#domain/operation/log.ts'
import type { ArchiveState } from '#domain/wire/archive-state.ts'

interface Options {
  config: Config
  log: Log
  city: string
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
  /** Undefined where `INFLUX_URL` is not set. */
  archive: Archive | undefined
  history: Store
}

const dayMs = 86_400_000

/** Starts ingest, and behind it the archive of the settings, where there is one. */
export async function startIngestAndArchive(options: Options): Promise<IngestAndArchive> {
  const { config, store, clock, log, closing } = options
  const address = readAddress(config)
  const retentionMs = config.RETENTION_DAYS * dayMs
  let archive: Archive | undefined
  const ingest = await startHeart({
    ...options,
    retentionMs,
    quarantineMs: config.QUARANTINE_DAYS * dayMs,
    // Until the archive says where it stands, nothing that it may lack is deleted.
    ...(address ? { follower: () => followerOf(archive) } : {}),
  })
  closing.add('ingest', ingest.close)
  if (!address) return { ingest, archive, history: store }

  archive = await startArchive({
    ...options,
    city: archiveCityOf(options),
    address,
    onChange: (state) => tell(log, state),
  })
  closing.add('archive', follow(ingest, archive))
  const { history } = archive
  return { ingest, archive, history: joinHistory({ store, archive: history, clock, retentionMs }) }
}

/**
 * The city's name in the archive. The demo has one of its own: its simulated devices bear the names
 * of real ones, and the history of a live city must not contain a single value of theirs.
 */
export const archiveCityOf = ({ city, isDemo }: { city: string; isDemo: boolean }): string =>
  isDemo ? `${city}-demo` : city

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

/** Where InfluxDB is, by the settings. Throws when the file of the token cannot be read. */
export function readAddress(config: Config): ArchiveAddress | undefined {
  const { INFLUX_URL, INFLUX_TOKEN, INFLUX_TOKEN_FILE, INFLUX_ORG, INFLUX_BUCKET } = config
  if (INFLUX_URL === undefined) return undefined
  const token = INFLUX_TOKEN_FILE ? readFileSync(INFLUX_TOKEN_FILE, 'utf8').trim() : INFLUX_TOKEN
  return { url: INFLUX_URL, token, org: INFLUX_ORG, bucket: INFLUX_BUCKET }
}

function tell(log: Log, { condition, stop, words, server, lag_ms }: ArchiveState): void {
  const facts = { server, words, lag_ms }
  if (condition === 'stopped' && stop) {
    log('error', `The archive waits: ${archiveStops[stop].en}; nothing is lost`, facts)
  } else if (condition === 'behind') {
    log('warn', 'The archive is behind: older history is late, nothing is lost', facts)
  } else {
    log('info', 'The archive is well', facts)
  }
}
