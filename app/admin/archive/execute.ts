import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { Archive } from '#archive/follow/archive.ts'
import { verifyArchive } from '#archive/follow/verify.ts'
import { ArchiveError } from '#archive/archive-error.ts'
import type { Store } from '#store/store.ts'
import { parseArchiveRequest, type ArchiveAnswer, type ArchiveRequest } from './protocol.ts'

export interface ArchiveParts {
  /** Undefined where the city has none. */
  archive: Archive | undefined
  /** The recent store alone. */
  store: Store
  directory: DeviceDirectory
  clock: Clock
  /** Ages at which the recent store deletes readings, and records, ms. */
  keeps: { readingsMs: number; recordsMs: number }
}

/** Carries a command out, the same in a running city and without one. */
export async function executeArchive(parts: ArchiveParts, body: unknown): Promise<ArchiveAnswer> {
  const request = parseArchiveRequest(body)
  if (isRefusal(request)) return { ok: false, refusal: request }
  const { archive } = parts
  if (!archive) {
    const detail = 'this city runs without an archive: start it with INFLUX_URL'
    return { ok: false, refusal: { code: 'not_found', detail } }
  }
  try {
    return { ok: true, ...(await apply(request, { ...parts, archive })) }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { ok: false, refusal: { code: 'not_found', detail: error.message } }
  }
}

async function apply(
  request: ArchiveRequest,
  { archive, store, directory, clock, keeps }: ArchiveParts & { archive: Archive },
) {
  if (request.command === 'backfill') archive.requestFill(request)
  if (request.command !== 'verify') return { state: archive.state() }
  const { values, ...range } = request
  const { rawHistory } = archive
  const kept = { ...keeps, now: clock.now(), archiveMs: await rawHistory.keptMs() }
  const about = { store, archive: rawHistory, directory, range, values, kept }
  const verified = await verifyArchive(about)
  return { state: archive.state(), verified }
}
