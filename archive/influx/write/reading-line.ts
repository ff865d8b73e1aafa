import { placeOf } from '#domain/readings/place.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { formatPoint, quote, type ArchiveLine, type Unfit } from './archive-line.ts'
import type { ArchiveField, FieldPlan } from './field-plan.ts'

interface Options {
  city: string
  /**
   * True where the point may replace an older version of itself. InfluxDB merges field by field
   * and knows no null, so such a point also writes what is empty, and says in `sent` which payload
   * fields are its own: what an older version had besides them is then known to be withdrawn.
   */
  replaces: boolean
}

/** `seq` of a point whose reading has none; a device's own are never negative. */
export const noSeq = -1

/** A reading as a point: key (kind, city, device, origin, ts), so a repeated write changes nothing. */
export function encodeReading(
  reading: Reading,
  plan: FieldPlan,
  options: Options,
): ArchiveLine | Unfit {
  const fields = encodeFields(reading, plan, options.replaces)
  if (typeof fields !== 'string') return fields
  const text = formatPoint({
    measurement: plan.kind,
    tags: [
      ['city', options.city],
      ['device', reading.device],
      ['origin', reading.origin],
    ],
    fields,
    ts: reading.ts,
  })
  if (typeof text !== 'string') return text
  return { text, channel: 'reading', kind: plan.kind, device: reading.device }
}

function encodeFields(reading: Reading, plan: FieldPlan, replaces: boolean): string | Unfit {
  const { ts, received_ts, place_ts } = reading
  let text = `flag=${reading.flag}i,received_ts=${received_ts}i`
  // Almost always the place follows from the two; it never changes, so no older one is left behind.
  if (place_ts !== placeOf(ts, received_ts)) text += `,place_ts=${place_ts}i`
  let hasNull = false
  for (const field of plan.fields) {
    const value = reading.values[field.name]
    if (value === undefined) continue
    if (value === null) {
      hasNull = true
      continue
    }
    const encoded = encodeValue(value, field)
    if (encoded === undefined) return { words: `${field.name}: ${value} is not a ${field.type}` }
    text += `,${field.name}=${encoded}`
  }
  return text + encodeRest(reading, { replaces, hasNull })
}

function encodeRest(
  reading: Reading,
  { replaces, hasNull }: { replaces: boolean; hasNull: boolean },
): string {
  const { seq, boot, reasons } = reading
  const sent = `,sent=${quote(Object.keys(reading.values).join())}`
  if (replaces) {
    const empty = `,seq=${seq ?? noSeq}i,boot=${quote(boot ?? '')}`
    return `${empty},reasons=${quote(reasons.join())}${sent}`
  }
  let text = hasNull ? sent : ''
  if (seq !== null) text += `,seq=${seq}i`
  if (boot !== null) text += `,boot=${quote(boot)}`
  if (reasons.length > 0) text += `,reasons=${quote(reasons.join())}`
  return text
}

function encodeValue(value: number | string, { type }: ArchiveField): string | undefined {
  if (type === 'string') return typeof value === 'string' ? quote(value) : undefined
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}
