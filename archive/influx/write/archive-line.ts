import type { Subject } from '../../port.ts'

/** One point in line protocol, with what is needed to speak of it when a server refuses it. */
export interface ArchiveLine extends Subject {
  text: string
}

/** A point that no server could store; `words` say why, for the quarantine. */
export interface Unfit {
  words: string
}

export function isUnfit(result: ArchiveLine | Unfit): result is Unfit {
  return 'words' in result
}

// 64-bit nanoseconds end in April 2262. No device may send a time before 1970.
const latestTs = 9_223_372_036_854

// A tag is an id of ours, so nothing in it ever needs escaping; what looks otherwise is refused.
const id = /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/

interface PointParts {
  measurement: string
  /** In the order of their names, as the servers sort them anyway. */
  tags: readonly (readonly [name: string, id: string])[]
  /** Encoded: `level_m=1.5,flag=1i`. */
  fields: string
  ts: number
  /** 0 … 999,999: keeps apart what one device reports of one millisecond. */
  offsetNs?: number
}

/** Line protocol with nanoseconds, so that events and readings can share a request. */
export function formatPoint(parts: PointParts): string | Unfit {
  const { measurement, tags, fields, ts, offsetNs = 0 } = parts
  if (ts < 0 || ts >= latestTs) {
    return { words: `time ${ts} ms does not fit into 64-bit nanoseconds` }
  }
  let key = measurement
  for (const [name, value] of tags) {
    if (!id.test(value)) return { words: `"${value}" cannot be the tag ${name}` }
    key += `,${name}=${value}`
  }
  return `${key} ${fields} ${formatNs(ts, offsetNs)}`
}

/** Milliseconds and an offset as whole nanoseconds: past 2^53, so never as a number. */
export function formatNs(ts: number, offsetNs: number): string {
  return offsetNs === 0 ? `${ts}000000` : `${ts}${String(offsetNs).padStart(6, '0')}`
}

/** A string field's value. Only quote and backslash mean anything inside the quotes. */
export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
