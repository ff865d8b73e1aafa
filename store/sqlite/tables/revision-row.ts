import type { FieldChanges } from '#domain/readings/field-changes.ts'
import { allAdded } from '#domain/readings/field-changes.ts'
import type { Flag } from '#domain/readings/flags.ts'
import { origins } from '#domain/readings/origin.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Values } from '#domain/readings/values.ts'
import { joinReasons } from '../batch.ts'
import { decodeOrigin, decodePlace, splitReasons } from './reading-codec.ts'

/** One message of a key that had several, and what was shown after it. */
export interface Version {
  version: number
  message: Reading
  reading: Reading
  fields: FieldChanges
}

/** Columns of a message, in the order of an insert. */
export const revisionColumns = [
  'kind_no',
  'device_no',
  'ts',
  'version',
  'received_ts',
  'place_ts',
  'seq',
  'boot',
  'origin',
  'flag',
  'reasons',
  '"values"',
  'shown_flag',
  'shown_reasons',
  'shown_values',
  'changes',
] as const

const reasonsCell = (reasons: Reading['reasons']) => (reasons.length ? joinReasons(reasons) : null)

/** The cells of a message after its key. */
export function encodeVersion({ version, message, reading, fields }: Version) {
  const { received_ts, place_ts, seq, boot, origin, flag, reasons, values } = message
  const own = [version, received_ts, place_ts, seq, boot, origins.indexOf(origin), flag] as const
  const said = [reasonsCell(reasons), JSON.stringify(values)] as const
  const shown = reading === message ? nothingElse : encodeShown({ reading, fields })
  return [...own, ...said, ...shown] as const
}

const nothingElse = [null, null, null, null] as const

/** The cells of what was shown after a message. */
export const encodeShown = ({ reading, fields }: Pick<Version, 'reading' | 'fields'>) =>
  [
    reading.flag,
    reasonsCell(reading.reasons),
    JSON.stringify(reading.values),
    JSON.stringify(fields),
  ] as const

/** The message of a row. `first`: the one that made the reading, whose receipt the reading keeps. */
export function decodeVersion(
  row: Readonly<Record<string, unknown>>,
  { kind, device, first }: { kind: string; device: string; first?: Reading | undefined },
): Version {
  const ts = Number(row['ts'])
  const received_ts = Number(row['received_ts'])
  const message: Reading = {
    kind,
    device,
    ts,
    received_ts,
    place_ts: decodePlace(row['place_ts'], ts, received_ts),
    seq: row['seq'] as number | null,
    boot: row['boot'] as string | null,
    origin: decodeOrigin(row['origin']),
    flag: Number(row['flag']) as Flag,
    reasons: splitReasons(row['reasons']),
    values: JSON.parse(String(row['values'])) as Values,
  }
  const version = Number(row['version'])
  if (row['shown_values'] === null || !first) {
    return { version, message, reading: message, fields: allAdded(message.values) }
  }
  const shown = {
    flag: Number(row['shown_flag']) as Flag,
    reasons: splitReasons(row['shown_reasons']),
    values: JSON.parse(row['shown_values'] as string) as Values,
  }
  const fields = JSON.parse(String(row['changes'])) as FieldChanges
  return { version, message, reading: { ...first, ...shown }, fields }
}
