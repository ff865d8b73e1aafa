import type { Aggregate } from '#domain/buckets/aggregates.ts'
import { createBucketResources } from '#domain/buckets/bucket-resources.ts'
import type { Every } from '#domain/city/bucket-spans.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Language } from '#domain/words/labels.ts'
import type { TimeRange } from '#store/store.ts'
import type { ApiParts } from '../parts.ts'
import { createBucketRows } from './bucket-rows.ts'
import { byteOrderMark, formatCsvLine, type Cell } from './csv.ts'
import type { CsvFile } from './csv-file.ts'
import { readPages, startEarly } from './csv-sender.ts'
import { createLocalTimeFormat } from './local-time.ts'
import { createReadingRows } from './reading-rows.ts'

export interface ReadingExport {
  device: Device
  kind: Kind
  range: TimeRange
  /** Buckets in place of readings. */
  buckets: { every: Every; aggs: readonly Aggregate[] } | null
  /** Language of a second heading row; null for none. */
  labels: Language | null
}

interface Headings {
  names: Cell[]
  listLabels(language: Language): Cell[]
}

/** A device's whole range as a file: its readings, or buckets of them. */
export function createReadingFile(parts: ApiParts, job: ReadingExport): CsvFile {
  const { device, buckets } = job
  return {
    name: device.id,
    start: () => (buckets ? startBuckets(parts, job, buckets) : startReadings(parts, job)),
  }
}

async function startReadings(
  { store, city }: ApiParts,
  { device, kind, range, labels }: ReadingExport,
): Promise<AsyncIterable<string>> {
  const pages = readPages((page) => store.listReadings(device.kind, device.id, range, page))
  const rows = createReadingRows(kind, createLocalTimeFormat(city.city.time_zone))
  return writeLines(rows, { labels, pages: await startEarly(pages), createRow: rows.createRow })
}

async function startBuckets(
  { store, city }: ApiParts,
  { device, kind, range, labels }: ReadingExport,
  { every, aggs }: NonNullable<ReadingExport['buckets']>,
): Promise<AsyncIterable<string>> {
  const pages = readPages(async (page) => {
    const { items, tails, ...rest } = await store.foldReadings(
      ...([device.kind, device.id, range, every, page] as const),
    )
    return { ...rest, items: createBucketResources({ items, tails }, aggs) }
  })
  const formatTime = createLocalTimeFormat(city.city.time_zone)
  const rows = createBucketRows(kind, device.id, { aggs, formatTime })
  return writeLines(rows, { labels, pages: await startEarly(pages), createRow: rows.createRow })
}

interface Lines<Item> {
  labels: Language | null
  pages: AsyncIterable<Item[]>
  createRow(item: Item): Cell[]
}

async function* writeLines<Item>(
  { names, listLabels }: Headings,
  { labels, pages, createRow }: Lines<Item>,
): AsyncGenerator<string> {
  yield byteOrderMark + formatCsvLine(names)
  if (labels) yield formatCsvLine(listLabels(labels))
  for await (const items of pages) {
    yield items.map((item) => formatCsvLine(createRow(item))).join('')
  }
}
