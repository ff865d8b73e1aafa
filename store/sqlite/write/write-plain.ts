import { outcomes, type Outcome } from '#domain/commit.ts'
import type { PlainItem } from '../batch.ts'
import type { FactRecord } from '../tables/fact-codec.ts'
import type { FactTable } from '../tables/fact-table.ts'
import type { WriteContext } from './write-context.ts'
import { createCheckpointWriter } from './write-checkpoint.ts'
import { createFactWriter } from './write-fact.ts'

/** Writes whatever is not a reading: facts with their journal entries, and checkpoints. */
export function createPlainWriter(context: WriteContext) {
  const { db, devices, entries, tally } = context
  const writeCheckpoint = createCheckpointWriter(db)
  const writers = new Map<string, (record: FactRecord) => Outcome>(
    context.facts.map((table) => [table.name, createJournallingWriter(table)]),
  )

  function createJournallingWriter(table: FactTable) {
    const { no: factNo, name, list } = table
    const write = createFactWriter(context, table)
    return (record: FactRecord): Outcome => {
      const { device } = record
      if (typeof device !== 'string') throw new TypeError(`a ${name} without a device`)
      const { outcome, ref, tail } = write(record, devices.numberOf(device))
      if (list && outcome === outcomes.stored) tally.add(name, 1)
      entries.add({ factNo, outcome, kindNo: 0, deviceNo: 0, ref, tail })
      return outcome
    }
  }

  return function writePlain(item: PlainItem | undefined): Outcome {
    if (!item) throw new TypeError('a batch with an item that is not there')
    if (item.type === 'checkpoint') {
      writeCheckpoint(item.checkpoint)
      return outcomes.stored
    }
    const write = writers.get(item.type)
    if (!write) throw new TypeError('a batch with an item of an unknown type')
    return write(item.record)
  }
}
