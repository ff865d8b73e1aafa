import { hasAggregate, type Aggregate } from '#domain/buckets/aggregates.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { BucketNumbers, BucketResource } from '#domain/wire/bucket.ts'
import type { FieldResource } from '#domain/wire/kind.ts'
import type { Labels, Language } from '#domain/words/labels.ts'
import { createKindResource } from '../kinds/presenter.ts'
import type { Cell } from './csv.ts'

/** Headings and rows of a file of buckets; one column a field and aggregate: `max_level_m`. */
export interface BucketRows {
  names: Cell[]
  /** Headings for people, with units. */
  listLabels(language: Language): Cell[]
  createRow(bucket: BucketResource): Cell[]
}

const common: readonly { name: string; label: Labels }[] = [
  { name: 'device', label: { ja: '機器', en: 'Device' } },
  { name: 'ts', label: { ja: '期間の始まり', en: 'Begin of the period' } },
  { name: 'count', label: { ja: '有効件数', en: 'Readings that count' } },
  { name: 'excluded', label: { ja: '除外件数', en: 'Readings left out' } },
]

const partLabels: Readonly<Record<keyof BucketNumbers, Labels>> = {
  min: { ja: '最小', en: 'least' },
  mean: { ja: '平均', en: 'mean' },
  max: { ja: '最大', en: 'most' },
  last: { ja: '最後', en: 'last' },
  count: { ja: '件数', en: 'values' },
  sum: { ja: '合計', en: 'sum' },
  covered_s: { ja: '観測できた時間', en: 'time covered' },
  windows_overlap: { ja: '時間幅の重なり', en: 'windows overlap' },
  increase: { ja: '増加', en: 'increase' },
}

interface Column {
  field: FieldResource
  part: keyof BucketNumbers
}

export function createBucketRows(
  kind: Kind,
  device: string,
  { aggs, formatTime }: { aggs: readonly Aggregate[]; formatTime: (ts: number) => string },
): BucketRows {
  const columns = listColumns(createKindResource(kind).fields, aggs)
  return {
    names: [
      ...common.map(({ name }) => name),
      ...columns.map(({ field, part }) => `${part}_${field.name}`),
    ],
    listLabels: (language) => [
      ...common.map(({ label }) => label[language]),
      ...columns.map((column) => labelOf(column, language)),
    ],
    createRow: ({ ts, count, excluded, values }) => [
      device,
      formatTime(ts),
      count,
      excluded,
      ...columns.map(({ field, part }) => values[field.name]?.[part] ?? null),
    ],
  }
}

function listColumns(fields: readonly FieldResource[], aggs: readonly Aggregate[]): Column[] {
  const numeric = fields.filter(({ type }) => type === 'number' || type === 'integer')
  return numeric.flatMap((field) => {
    const own = aggs.filter((agg) => hasAggregate(field.measure, agg))
    return own.flatMap(partsOf).map((part) => ({ field, part }))
  })
}

/** A sum never stands without the time that it covers. */
const partsOf = (agg: Aggregate): (keyof BucketNumbers)[] =>
  agg === 'sum' ? ['sum', 'covered_s', 'windows_overlap'] : [agg]

function labelOf({ field, part }: Column, language: Language): string {
  const unit = { covered_s: 's', windows_overlap: null, count: null }[part as string]
  const printed = unit === undefined ? field.unit : unit
  return `${field.label[language]} ${partLabels[part][language]}${printed ? ` (${printed})` : ''}`
}
