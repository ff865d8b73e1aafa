import type { Entry } from '#journal/group.ts'
import type { RefusedElement } from './decode/decoded.ts'
import { toKeptText } from './decode/kept-text.ts'
import type { Received } from './reception.ts'

/**
 * The elements that the store cannot take, by their entries. Only a defect of ours leads here, and
 * whoever sent them would send them again without end. Undefined where one is no element any more.
 */
export function listUnstorable(
  { entries, indices }: Received,
  details: ReadonlyMap<number, string>,
): ReadonlyMap<number, RefusedElement> | undefined {
  const found = new Map<number, RefusedElement>()
  for (const [n, detail] of details) {
    const content = readContent(entries[n])
    if (!content) return undefined
    const payload = toKeptText(content)
    found.set(n, { index: indices?.[n] ?? null, code: 'store_refused', detail, payload })
  }
  return found
}

/** What was sent, as it was understood. */
function readContent(entry: Entry | undefined): object | undefined {
  switch (entry?.type) {
    case 'reading': {
      const { ts, seq, boot, values } = entry.reading
      return { ts, seq, boot, ...values }
    }
    case 'event': {
      const { event_id, type, ts, seq, boot, body } = entry.record
      return { event_id, type, ts, seq, boot, ...body }
    }
    case 'status':
      return { online: entry.record.online }
    default:
      return undefined
  }
}
