import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import { quarantinePayloadMax } from '#domain/payload/quarantine.ts'
import type { Quarantined } from '#domain/readings/reading.ts'
import type { ArchiveClass } from '#archive/influx/address.ts'
import type { ArchiveLine } from '#archive/influx/archive-line.ts'
import type { ArchiveConnection } from '#archive/influx/connect.ts'
import type { WriteTransport } from '#archive/influx/transport.ts'
import { writeLines, type WriteResult } from '#archive/influx/write-lines.ts'
import type { CityZone } from '#domain/city/zone.ts'
import type { Store } from '#store/store.ts'
import type { CollectScope, UnfitFact } from './collect.ts'
import type { Counters } from './counters.ts'
import type { Progress } from './progress.ts'
import type { Refusals } from './refusals.ts'

/** What every step of the archive works with. */
export interface ArchiveContext extends CollectScope {
  store: Store
  directory: Pick<DeviceDirectory, 'list'>
  clock: Clock
  zone: CityZone
  /** Beginning of the city's hour that a time lies in. */
  hourOf: (ts: number) => number
  transport: WriteTransport
  progress: Progress
  counters: Counters
  refusals: Refusals
}

/** A write that did not come through; the same lines have to be written again. */
export type Halt = Exclude<WriteResult<ArchiveLine>, { kind: 'written' }>

/**
 * Writes lines and settles each: in the archive, beyond its retention, or in quarantine with the
 * server's words. Returns the halt when nothing may be assumed.
 */
export async function deliver(
  lines: readonly ArchiveLine[],
  { transport, clock, progress, counters, refusals }: ArchiveContext,
  { connection, archiveClass }: { connection: ArchiveConnection; archiveClass: ArchiveClass },
): Promise<Halt | undefined> {
  if (lines.length === 0) return undefined
  const now = () => clock.now()
  const result = await writeLines(lines, { connection, transport, archiveClass, now })
  if (result.kind !== 'written') return result
  const { refused, expired } = result
  if (!refusals.admit({ lines: lines.length, refused: refused.length })) {
    return { kind: 'stopped', reason: 'refused_too_often', words: refused[0]?.words ?? '' }
  }
  if (archiveClass === 'raw') counters.points += lines.length - refused.length - expired
  counters.expired += expired
  counters.refused += refused.length
  for (const { line, words } of refused) {
    progress.refuse(toQuarantined(line, { words, payload: line.text, receivedTs: clock.now() }))
  }
  return undefined
}

/** Facts that cannot even be written down as a line go the same way as refused ones. */
export function setAside(unfit: readonly UnfitFact[], context: ArchiveContext): void {
  const { clock, progress, counters } = context
  counters.refused += unfit.length
  for (const { fact, words } of unfit) {
    const payload = JSON.stringify({ device: fact.device, ts: fact.ts })
    progress.refuse(toQuarantined(fact, { words, payload, receivedTs: clock.now() }))
  }
}

function toQuarantined(
  { channel, kind, device }: UnfitFact['fact'],
  { words, payload, receivedTs }: { words: string; payload: string; receivedTs: number },
): Quarantined {
  return {
    device,
    kind,
    channel: channel === 'event' ? 'event' : 'reading',
    via: 'archive',
    received_ts: receivedTs,
    code: 'archive_refused',
    detail: words,
    index: null,
    payload: payload.slice(0, quarantinePayloadMax),
  }
}
