import {
  timeOf,
  valueOf,
  type ArchiveRecord,
  type RecordedFact,
} from '#domain/facts/archive-record.ts'
import { seedOf } from '#domain/kinds/seeded.ts'
import type { ArchiveLine, Unfit } from './archive-line.ts'
import type { ArchiveConnection } from '../connect.ts'
import { encodeRecord, offsetsNs } from './record-line.ts'
import { listPlaced, type PlacedRecord } from '../read/read-places.ts'

const day = 24 * 3_600_000

// How far from its new time a fact's old point is looked for. Further, both would stay.
const movedWithinMs = 7 * day

interface Placing {
  record: ArchiveRecord
  fact: RecordedFact
  moved: boolean
}

/** Encodes the records of one batch and remembers where it put them. */
export function createRecordPlacer(connection: ArchiveConnection, city: string) {
  const placedInBatch = new Map<string, PlacedRecord[]>()

  /** What has been placed before this one in the batch, of its record and device. */
  function listBefore({ record, fact }: Placing): PlacedRecord[] {
    const key = `${record.name} ${fact.device}`
    const placed = placedInBatch.get(key) ?? []
    placedInBatch.set(key, placed)
    return placed
  }

  /** What the device has in the archive and in this batch within the fact's millisecond. */
  async function listTaken(placing: Placing, ts: number): Promise<PlacedRecord[]> {
    const { record, fact } = placing
    const scope = { city, device: fact.device, range: { from: ts, to: ts + 1 } }
    return [...(await listPlaced(connection, record, scope)), ...listBefore(placing)]
  }

  /** Points of this fact at other times, which it has left. */
  async function listLeft(placing: Placing, ts: number): Promise<PlacedRecord[]> {
    const { record, fact } = placing
    const id = idOf(record, fact)
    const spanMs = Math.min(movedWithinMs, (connection.dialect.querySpanMs ?? Infinity) / 2)
    const range = { from: Math.max(0, ts - spanMs), to: ts + spanMs }
    const archived = await listPlaced(connection, record, { city, device: fact.device, range, id })
    const placed = [
      ...archived.filter(({ isWithdrawn }) => !isWithdrawn),
      ...listBefore(placing).filter((other) => other.id === id),
    ]
    return placed.filter((other) => other.ts !== ts)
  }

  /** A record with an id: beside its neighbours, and withdrawn wherever it stood before. */
  async function encodeById(placing: Placing): Promise<(ArchiveLine | Unfit)[]> {
    const { record, fact, moved } = placing
    const { identity, time } = record
    const ts = timeOf(record, fact)
    const withdrawal = identity.by === 'id' ? identity.withdrawal : null
    const left = moved && withdrawal ? await listLeft(placing, ts) : []
    const id = idOf(record, fact)
    const offsetNs = findOffset({ ts, id }, await listTaken(placing, ts))
    listBefore(placing).push({ ts, offsetNs, id, isWithdrawn: false })
    const withdrawn = left.map((place) =>
      encodeRecord(record, withdraw(record, { ...fact, [time]: place.ts }), {
        city,
        offsetNs: place.offsetNs,
      }),
    )
    return [...withdrawn, encodeRecord(record, fact, { city, offsetNs })]
  }

  return {
    /** The fact's line, and one more for each place it has moved away from. */
    async encode(placing: Placing): Promise<(ArchiveLine | Unfit)[]> {
      const { record, fact } = placing
      if (record.identity.by === 'id') return encodeById(placing)
      // Numbered through the instance, a million of them lie between two that share an offset:
      // more than one device can bring within one millisecond.
      const offsetNs = Number(valueOf(fact, record.identity.field)) % offsetsNs
      return [encodeRecord(record, fact, { city, offsetNs })]
    },
  }
}

const idOf = ({ identity }: ArchiveRecord, fact: RecordedFact): string =>
  String(valueOf(fact, identity.field))

function withdraw({ identity }: ArchiveRecord, fact: RecordedFact): RecordedFact {
  return identity.by === 'id' && identity.withdrawal ? identity.withdrawal.withdraw(fact) : fact
}

/**
 * Where in its millisecond a record lies. The offset follows from a hash of the id, so a repeated
 * write meets its own point without any memory; where another one sits there, the next free one is
 * taken.
 */
function findOffset(
  { ts, id }: { ts: number; id: string },
  taken: readonly PlacedRecord[],
): number {
  const sameMs = taken.filter((other) => other.ts === ts)
  const own = sameMs.find((other) => other.id === id)
  if (own) return own.offsetNs
  const used = new Set(sameMs.map((other) => other.offsetNs))
  let offsetNs = seedOf(id) % offsetsNs
  while (used.has(offsetNs)) offsetNs = (offsetNs + 1) % offsetsNs
  return offsetNs
}
