import type { CsvColumn } from '#domain/facts/fact.ts'
import type { Language } from '#domain/words/labels.ts'
import type { Page, PageQuery } from '#store/store.ts'
import { byteOrderMark, formatCsvLine, type Cell } from './csv.ts'
import type { CsvFile } from './csv-file.ts'
import { readPages, startEarly } from './csv-sender.ts'
import { createLocalTimeFormat } from './local-time.ts'

interface ListJob {
  name: string
  columns: readonly CsvColumn[]
  timeZone: string
  /** Language of a second heading row; null for none. */
  labels: Language | null
  read(page: PageQuery): Promise<Page<unknown>> | Page<unknown>
}

/** A whole list as a file. */
export function createListFile({ name, columns, timeZone, labels, read }: ListJob): CsvFile {
  return {
    name,
    start: async () => writeLines(await startEarly(readPages(read))),
  }

  async function* writeLines(pages: AsyncGenerator<unknown[]>) {
    const formatTime = createLocalTimeFormat(timeZone)
    yield byteOrderMark + formatCsvLine(columns.map(({ field }) => field))
    if (labels) yield formatCsvLine(columns.map(({ label }) => label[labels]))
    for await (const items of pages) {
      yield items
        .map((item) => formatCsvLine(columns.map(({ field }) => cellOf(item, field, formatTime))))
        .join('')
    }
  }
}

function cellOf(item: unknown, field: string, formatTime: (ts: number) => string): Cell {
  const value = field.split('.').reduce(partOf, item)
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) return value.join(' ')
  if (typeof value === 'number') return /(^|_)ts$/.test(field) ? formatTime(value) : value
  return typeof value === 'string' || typeof value === 'boolean' ? value : JSON.stringify(value)
}

const partOf = (value: unknown, name: string): unknown =>
  (value as Partial<Record<string, unknown>> | undefined)?.[name]
