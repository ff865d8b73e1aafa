import type { Flag } from '#domain/readings/flags.ts'
import type { Origin } from '#domain/readings/origin.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Values } from '#domain/readings/values.ts'
import { joinReasons } from './batch.ts'
import { splitReasons } from './tables/reading-codec.ts'

/** Of a message that made or changed a reading: its version says the rest. */
export type StoredTail = [version: number, flag: Flag, reasons: string]

/** Of a message that changed nothing: what it had of its own, and what was shown then. */
export type RepeatTail = [
  /** The version that said the same; null: the values follow. */
  version: number | null,
  flag: Flag,
  reasons: string,
  received_ts: number,
  seq: number | null,
  boot: string | null,
  origin: Origin,
  /** Entries of before this version end here. */
  place_ts?: number,
  /** The version whose values were shown. */
  shownVersion?: number,
  shownFlag?: Flag,
  shownReasons?: string,
  values?: Values,
]

export type ReadingTail = StoredTail | RepeatTail

/** A message that changed nothing, in the journal. */
export function packRepeat(
  message: Reading,
  { said, version, shown }: { said: number | null; version: number; shown: Reading },
): RepeatTail {
  const { flag, reasons, received_ts, seq, boot, origin, place_ts, values } = message
  const own = [said, flag, joinReasons(reasons), received_ts, seq, boot, origin, place_ts] as const
  const after = [version, shown.flag, joinReasons(shown.reasons)] as const
  return said === null ? [...own, ...after, values] : [...own, ...after]
}

/** What the message said, by a version or in its own words, and what was shown after it. */
export function unpackRepeat(tail: RepeatTail) {
  const [version, flag, reasons, received_ts, seq, boot, origin, place_ts] = tail
  const [, , , , , , , , shownVersion, shownFlag, shownReasons, values] = tail
  const own = { flag, reasons: splitReasons(reasons), received_ts, seq, boot, origin }
  return {
    said: {
      version: version ?? 0,
      values,
      own: place_ts === undefined ? own : { ...own, place_ts },
    },
    shown: {
      version: shownVersion ?? version ?? 0,
      verdict:
        shownFlag === undefined
          ? {}
          : { flag: shownFlag, reasons: splitReasons(shownReasons ?? '') },
    },
  }
}
