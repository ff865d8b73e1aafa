import type { Kind } from '#domain/kinds/kind.ts'
import type { Language } from '#domain/words/labels.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createKindResource } from '../kinds/presenter.ts'
import type { Cell } from './csv.ts'

/** Headings and rows of a file of readings; one column a field of the kind, in its own order. */
export interface ReadingRows {
  names: Cell[]
  /** Headings for people, with units. */
  listLabels(language: Language): Cell[]
  createRow(reading: Reading): Cell[]
}

const common: readonly { name: string; label: Record<Language, string> }[] = [
  { name: 'device', label: { ja: '機器', en: 'Device' } },
  { name: 'ts', label: { ja: '観測時刻', en: 'Time of the device' } },
  { name: 'received_ts', label: { ja: '受信時刻', en: 'Time of receipt' } },
  { name: 'seq', label: { ja: '通番', en: 'Sequence' } },
  { name: 'origin', label: { ja: '由来', en: 'Origin' } },
  { name: 'flag', label: { ja: '品質', en: 'Quality flag' } },
  { name: 'reasons', label: { ja: '理由', en: 'Reasons' } },
]

export function createReadingRows(kind: Kind, formatTime: (ts: number) => string): ReadingRows {
  const { fields } = createKindResource(kind)
  return {
    names: [...common.map(({ name }) => name), ...fields.map(({ name }) => name)],
    listLabels: (language) => [
      ...common.map(({ label }) => label[language]),
      ...fields.map(({ label, unit }) => label[language] + (unit ? ` (${unit})` : '')),
    ],
    createRow: (reading) => [
      reading.device,
      formatTime(reading.ts),
      formatTime(reading.received_ts),
      reading.seq,
      reading.origin,
      reading.flag,
      reading.reasons.join(' '),
      ...fields.map(({ name }) => reading.values[name] ?? null),
    ],
  }
}
