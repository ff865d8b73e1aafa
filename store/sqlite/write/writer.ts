import type { DatabaseSync } from 'node:sqlite'
import { outcomes, type Merge, type Outcome } from '#domain/commit.ts'
import { rollBack } from '../../migrate.ts'
import { itemTypes, plainCell, readingCell, type Batch } from '../batch.ts'
import { loadDeviceNumbers } from './device-numbers.ts'
import { blame } from '../failure.ts'
import { flags, type Flag } from '#domain/readings/flags.ts'
import type { ReadingTail } from '../reading-tail.ts'
import { readingNo } from '../tables/fact-table.ts'
import { createEntryPacker } from '../journal-entries.ts'
import type { Tables } from '../threads/messages.ts'
import { createPlainWriter } from './write-plain.ts'
import type { Met } from './merge-reading.ts'
import { createReadingWriter } from './write-reading.ts'
import { createTally, readingTally } from './tally.ts'
import type { WriteContext } from './write-context.ts'

/** What a committed batch became. */
export interface Written {
  seq: number
  /** One per item; undefined when every one was stored, the usual case. */
  outcomes: Uint8Array<ArrayBuffer> | undefined
  /** What became of the messages whose moment had a reading already. */
  merges: Merge[]
}

export interface Writer {
  /**
   * One transaction, one fsync. Throws after rolling back when anything of it failed:
   * `RefusedItemsError` where it was the content of some items.
   */
  commit(batch: Batch, committedTs: number): Written
}

/**
 * An empty batch asks whether the disk works again, so it writes as much as a large batch would:
 * a disk that has room for one page only would say yes and refuse the next batch.
 */
const probeBytes = 262_144

/** Writes batches through one connection; prepared once, used for its whole life. */
export function createWriter(db: DatabaseSync, tables: Tables): Writer {
  const devices = loadDeviceNumbers(db)
  const entries = createEntryPacker()
  const tally = createTally(db)
  const context: WriteContext = { db, ...tables, devices, entries, tally }
  const { writeItems, lengthAt } = createItemsWriter(context)
  const begin = db.prepare('BEGIN IMMEDIATE')
  const end = db.prepare('COMMIT')
  const appendJournal = createJournalAppender(context)

  function write(batch: Batch, committedTs: number): Written {
    const made = writeItems(batch, 0, batch.count)
    const seq = appendJournal(batch, committedTs)
    tally.flush()
    return { seq, ...made }
  }

  function undo(): void {
    devices.forgetNew()
    tally.clear()
    entries.clear()
    rollBack(db)
  }

  /** Writes each item of the batch alone, and keeps nothing of it. */
  function* listTrials(batch: Batch): Generator<() => void> {
    let at = 0
    for (let i = 0; i < batch.count; i++) {
      yield () => {
        begin.run()
        try {
          writeItems(batch, at, 1)
        } finally {
          undo()
        }
      }
      at += lengthAt(batch, at)
    }
  }

  return {
    commit(batch, committedTs) {
      begin.run()
      try {
        const written = write(batch, committedTs)
        end.run()
        devices.keepNew()
        entries.clear()
        return written
      } catch (error) {
        undo()
        throw blame(error, listTrials(batch))
      }
    },
  }
}

function createItemsWriter(context: WriteContext) {
  const { db, tables, devices, entries } = context
  const writers = tables.map((table) => ({
    table,
    length: readingCell.fields + table.fields.length,
    tallyName: readingTally(table.id),
    write: createReadingWriter(db, table),
  }))
  const writePlain = createPlainWriter(context)

  /** Slots of the item that begins there. */
  const lengthAt = ({ cells }: Batch, at: number): number =>
    cells[at] === itemTypes.reading
      ? (writers[cells[at + readingCell.table] as number] as (typeof writers)[number]).length
      : plainCell.length

  /** Readings of this batch that made a row, by table. */
  const stored = writers.map(() => 0)

  /** Writes the reading that begins there, with its journal entry. */
  function writeReading(batch: Batch, at: number, deviceNos: number[]): Met | undefined {
    const { cells, texts } = batch
    const tableIndex = cells[at + readingCell.table] as number
    const { write, table } = writers[tableIndex] as (typeof writers)[number]
    const text = cells[at + readingCell.device] as number
    const deviceNo = (deviceNos[text] ??= devices.numberOf(texts[text] as string))
    const met = write(batch, at, deviceNo)
    if (!met) stored[tableIndex] = (stored[tableIndex] as number) + 1
    const outcome = met ? met.outcome : outcomes.stored
    const ref = cells[at + readingCell.ts] as number
    const tail = met ? met.tail : firstTail(batch, at)
    entries.add({ factNo: readingNo, outcome, kindNo: table.no, deviceNo, ref, tail })
    return met
  }

  /** Writes so many items; the first begins at `at`. */
  function writeItems(batch: Batch, at: number, count: number): Omit<Written, 'seq'> {
    const { cells, plain } = batch
    const deviceNos: number[] = []
    stored.fill(0)
    let made: Written['outcomes']
    const merges: Merge[] = []
    for (let i = 0; i < count; i++) {
      let outcome: Outcome = outcomes.stored
      if (cells[at] === itemTypes.reading) {
        const met = writeReading(batch, at, deviceNos)
        if (met) {
          outcome = met.outcome
          merges.push({ index: i, reading: met.reading, fields: met.fields })
        }
      } else outcome = writePlain(plain[cells[at + plainCell.index] as number])
      at += lengthAt(batch, at)
      if (outcome !== outcomes.stored) (made ??= new Uint8Array(count))[i] = outcome
    }
    for (const [index, { tallyName }] of writers.entries()) {
      context.tally.add(tallyName, stored[index] ?? 0)
    }
    return { outcomes: made, merges }
  }

  return { writeItems, lengthAt }
}

/** What the row may not say later of the message that made it; null for the usual case. */
function firstTail({ cells, texts }: Batch, at: number): ReadingTail | null {
  const flag = cells[at + readingCell.flag] as Flag
  const reasons = texts[cells[at + readingCell.reasons] as number] ?? ''
  return flag === flags.pass && reasons === '' ? null : [0, flag, reasons]
}

function createJournalAppender({ db, entries }: WriteContext) {
  const append = db.prepare('INSERT INTO journal (committed_ts, entries) VALUES (?, ?)')
  const probe = db.prepare('INSERT OR REPLACE INTO probe VALUES (1, zeroblob(?))')
  const findNewest = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'journal'`)

  return function appendJournal(batch: Batch, committedTs: number): number {
    const packed = entries.packed()
    if (packed.length > 0) return Number(append.run(committedTs, packed).lastInsertRowid)
    if (batch.count === 0) probe.run(probeBytes)
    return Number(findNewest.get()?.['seq'] ?? 0)
  }
}
