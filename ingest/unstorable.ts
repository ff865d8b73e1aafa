import { outcomes } from '#domain/commit.ts'
import type { Quarantined } from '#domain/reading.ts'
import type { Entry } from './commit/group.ts'
import { toKeptText } from './decode/kept-text.ts'

/**
 * The entry as quarantine keeps it where the store takes everything but this. Only a defect of ours
 * leads here, and whoever sent it would send it again without end.
 */
export function quarantineUnstorable(
  entry: Entry,
  { channel, via }: Pick<Quarantined, 'channel' | 'via'>,
  detail: string,
): Entry {
  const sent = readSent(entry)
  if (!sent) return entry
  const { device, kind, received_ts, ...content } = sent
  const from = { device, kind, channel, via, received_ts, index: null }
  const quarantined = { ...from, code: 'store_refused', detail, payload: toKeptText(content) }
  return { type: 'quarantine', quarantined, outcome: outcomes.stored }
}

function readSent(entry: Entry) {
  switch (entry.type) {
    case 'reading': {
      const { device, kind, received_ts, ts, seq, boot, values } = entry.reading
      return { device, kind, received_ts, ts, seq, boot, ...values }
    }
    case 'event': {
      const { origin: _origin, body, ...event } = entry.event
      return { ...event, ...body }
    }
    case 'status':
      return entry.status
    case 'quarantine':
    case 'crossing':
    case 'verdict':
    case 'checkpoint':
      return undefined
  }
}
