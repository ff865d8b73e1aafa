import type { CityZone } from '#domain/city/zone.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import { timeOf } from '#domain/facts/archive-record.ts'
import { quarantinePayloadMax } from '#domain/payload/quarantine.ts'
import type { Quarantined } from '#domain/facts/quarantine.ts'
import type { Store } from '#store/store.ts'
import type { ArchiveFact, Delivered, Delivery, Halt, Refused, Subject } from '../port.ts'
import { refusedTooOften } from '../stops.ts'
import type { CollectScope } from './collect.ts'
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
  progress: Progress
  counters: Counters
  refusals: Refusals
}

/** Takes over what became of some facts; returns the halt when nothing may be assumed. */
export function settleFacts(
  facts: readonly ArchiveFact[],
  delivery: Delivery,
  context: ArchiveContext,
): Halt | undefined {
  const halt = settle(delivery, context)
  if (halt || delivery.kind !== 'written') return halt
  context.counters.points += delivery.points
  setAside(delivery.unfit, context)
  touchCells(facts, delivery.unfit, context)
  return undefined
}

/** Settles each point: in the archive, beyond its retention, or in quarantine with its words. */
export function settle(delivery: Delivery, context: ArchiveContext): Halt | undefined {
  if (delivery.kind !== 'written') return delivery
  const { counters, refusals, progress, clock } = context
  const { points, refused, expired } = delivery
  const lines = points + refused.length + expired
  if (!refusals.admit({ lines, refused: refused.length })) {
    return { kind: 'stopped', stop: refusedTooOften, words: refused[0]?.words ?? '' }
  }
  counters.expired += expired
  counters.refused += refused.length
  for (const each of refused) progress.refuse(toQuarantined(each, clock.now()))
  return undefined
}

/** Facts that cannot even be written down go the same way as refused ones. */
function setAside(unfit: Delivered['unfit'], { clock, progress, counters }: ArchiveContext): void {
  counters.refused += unfit.length
  for (const { fact, words } of unfit) {
    const { device, kind, channel, ts } = subjectOf(fact)
    const payload = JSON.stringify({ device, ts })
    progress.refuse(toQuarantined({ device, kind, channel, words, payload }, clock.now()))
  }
}

function subjectOf(fact: ArchiveFact): Subject & { ts: number } {
  if (fact.type === 'reading') return { channel: 'reading', ...fact.reading }
  const { kind, device } = fact.fact
  return { channel: fact.record.channel, kind, device, ts: timeOf(fact.record, fact.fact) }
}

function toQuarantined(
  { channel, kind, device, words, payload }: Refused,
  receivedTs: number,
): Quarantined {
  return {
    device,
    kind,
    channel,
    via: 'archive',
    received_ts: receivedTs,
    code: 'archive_refused',
    detail: words,
    index: null,
    payload: payload.slice(0, quarantinePayloadMax),
  }
}

/** Notes the hours that readings change. */
function touchCells(
  facts: readonly ArchiveFact[],
  unfit: Delivered['unfit'],
  { progress, hourOf }: ArchiveContext,
): void {
  const without = new Set(unfit.map(({ fact }) => fact))
  for (const fact of facts) {
    if (fact.type !== 'reading' || without.has(fact)) continue
    const { kind, device, ts } = fact.reading
    // An amount of 10:00 is of the hour before.
    for (const hour of new Set([hourOf(ts - 1), hourOf(ts)])) {
      progress.cells.add({ rollup: '1h', kind, device, ts: hour })
    }
  }
}
