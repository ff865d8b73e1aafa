import type { CommitItem } from '#domain/commit.ts'
import { origins } from '#domain/readings/origin.ts'
import type { FieldValue } from '#domain/readings/values.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { joinReasons, itemTypes, plainCell, readingCell, type Batch } from './batch.ts'
import type { KindTable } from './tables/reading-table.ts'

interface Layout {
  index: number
  /** Number of slots of one reading. */
  length: number
  fields: ReadonlyMap<string, { slot: number; bit: number }>
}

export type BatchEncoder = (items: readonly CommitItem[]) => Batch

/**
 * Packs batches for the writer thread. Runs on the main thread once per reading, so it allocates
 * nothing per reading. Throws for a kind or a field that has no place in the store.
 */
export function createBatchEncoder(tables: readonly KindTable[]): BatchEncoder {
  const layouts = new Map(tables.map((table, index) => [table.id, createLayout(table, index)]))
  const longest = Math.max(plainCell.length, ...[...layouts.values()].map(({ length }) => length))

  return function encodeBatch(items) {
    const cells = new Float64Array(items.length * longest)
    const texts = createTexts()
    const batch: Batch = { count: items.length, cells, texts: texts.list, plain: [] }
    let at = 0
    for (const item of items) {
      if (item.type === 'reading') {
        const layout = layouts.get(item.reading.kind)
        if (!layout) throw new RangeError(`the store has no kind "${item.reading.kind}"`)
        writeHead(cells, at, { reading: item.reading, layout, texts })
        writeFields(cells, at, { reading: item.reading, layout, texts })
        at += layout.length
      } else {
        cells[at + plainCell.itemType] = itemTypes.plain
        cells[at + plainCell.index] = batch.plain.push(item) - 1
        at += plainCell.length
      }
    }
    return batch
  }
}

function createLayout(table: KindTable, index: number): Layout {
  const fields = table.fields.map(
    ({ name }, position) =>
      [name, { slot: readingCell.fields + position, bit: 2 ** position }] as const,
  )
  return { index, length: readingCell.fields + fields.length, fields: new Map(fields) }
}

interface Texts {
  list: string[]
  indexOf(text: string): number
}

function createTexts(): Texts {
  const list: string[] = []
  const known = new Map<string, number>()
  return {
    list,
    indexOf(text) {
      let index = known.get(text)
      if (index === undefined) {
        index = list.push(text) - 1
        known.set(text, index)
      }
      return index
    },
  }
}

interface Part {
  reading: Reading
  layout: Layout
  texts: Texts
}

function writeHead(cells: Float64Array, at: number, { reading, layout, texts }: Part): void {
  cells[at + readingCell.itemType] = itemTypes.reading
  cells[at + readingCell.table] = layout.index
  cells[at + readingCell.device] = texts.indexOf(reading.device)
  cells[at + readingCell.ts] = reading.ts
  cells[at + readingCell.receivedTs] = reading.received_ts
  cells[at + readingCell.placeTs] = reading.place_ts
  cells[at + readingCell.seq] = reading.seq ?? NaN
  cells[at + readingCell.boot] = reading.boot === null ? NaN : texts.indexOf(reading.boot)
  cells[at + readingCell.origin] = origins.indexOf(reading.origin)
  cells[at + readingCell.flag] = reading.flag
  const { reasons } = reading
  cells[at + readingCell.reasons] = reasons.length ? texts.indexOf(joinReasons(reasons)) : NaN
}

function writeFields(cells: Float64Array, at: number, { reading, layout, texts }: Part): void {
  cells.fill(NaN, at + readingCell.fields, at + layout.length)
  let nulls = 0
  for (const name in reading.values) {
    const field = layout.fields.get(name)
    if (!field) throw new RangeError(`the store has no field "${reading.kind}.${name}"`)
    const value = reading.values[name] as FieldValue
    if (value === null) nulls += field.bit
    else cells[at + field.slot] = typeof value === 'number' ? value : texts.indexOf(value)
  }
  cells[at + readingCell.nulls] = nulls
}
