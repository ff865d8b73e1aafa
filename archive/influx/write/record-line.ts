import {
  timeOf,
  valueOf,
  type ArchiveRecord,
  type RecordedFact,
  type RecordFieldType,
} from '#domain/facts/archive-record.ts'
import { formatPoint, quote, type ArchiveLine, type Unfit } from './archive-line.ts'
import { noSeq } from './reading-line.ts'

/** 0 … 999,999: keeps apart what one device reports of one millisecond. */
export const offsetsNs = 1_000_000

/** A fact as a point of its record's measurement. */
export function encodeRecord(
  record: ArchiveRecord,
  fact: RecordedFact,
  { city, offsetNs }: { city: string; offsetNs: number },
): ArchiveLine | Unfit {
  const { name, channel, tags } = record
  const fields = encodeFields(record, fact)
  if (typeof fields !== 'string') return fields
  const text = formatPoint({
    measurement: name,
    tags: [['city', city], ...tags.map((tag) => [tag, String(valueOf(fact, tag))] as const)],
    fields,
    ts: timeOf(record, fact),
    offsetNs,
  })
  if (typeof text !== 'string') return text
  return { text, channel, kind: fact.kind, device: fact.device }
}

function encodeFields({ own, derived }: ArchiveRecord, fact: RecordedFact): string | Unfit {
  const kept = Object.entries(own).map(([name, type = 'text']) => {
    return { name, type, value: valueOf(fact, name) }
  })
  const made = Object.entries(derived).map(([name, field]) => {
    return { name, type: field.type, value: field.of(fact) }
  })
  const parts: string[] = []
  for (const { name, type, value } of [...kept, ...made]) {
    const encoded = encodings[type](value ?? missing[type])
    if (encoded === undefined) return { words: `${name}: ${JSON.stringify(value)} is not ${type}` }
    parts.push(`${name}=${encoded}`)
  }
  return parts.join()
}

/** How each type is written; undefined for a value of another type. */
const encodings: Readonly<Record<RecordFieldType, (value: unknown) => string | undefined>> = {
  text: (value) => (typeof value === 'string' ? quote(value) : undefined),
  integer: (value) => (Number.isSafeInteger(value) ? `${Number(value)}i` : undefined),
  number: (value) => (Number.isFinite(value) ? String(Number(value)) : undefined),
}

/** What stands for a missing value: a field once written has to be written over. */
const missing: Readonly<Record<RecordFieldType, unknown>> = {
  text: '',
  integer: noSeq,
  number: undefined,
}
