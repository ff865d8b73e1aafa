import { outcomes, type Outcome } from '#domain/commit.ts'
import type { PlainItem } from './batch.ts'
import { createCheckpointWriter } from './write-checkpoint.ts'
import { createEventWriter } from './write-event.ts'
import { createFactWriters } from './write-facts.ts'
import { createVerdictWriter } from './write-verdict.ts'
import type { FactType, JournalEntry } from './journal-entries.ts'
import type { WriteContext } from './write-context.ts'

/** Writes whatever is not a reading, with its journal entry. */
export function createPlainWriter(context: WriteContext) {
  const { db, tables, devices, entries, tally } = context
  const writeCheckpoint = createCheckpointWriter(db)
  const writeEvent = createEventWriter(db)
  const write = createFactWriters(db)
  const verdictWriters = new Map(
    tables.map((table) => [table.id, createVerdictWriter(db, table)] as const),
  )

  function journal(
    type: FactType,
    outcome: Outcome,
    rest: { ref: number } & Partial<JournalEntry>,
  ) {
    entries.add({ type, outcome, kindNo: 0, deviceNo: 0, tail: null, ...rest })
    return outcome
  }

  /** A fact that is only ever added. */
  function added(type: FactType, ref: number): Outcome {
    if (type !== 'status') tally.add(type, 1)
    return journal(type, outcomes.stored, { ref })
  }

  function event(item: PlainItem & { type: 'event' }): Outcome {
    const { device, received_ts, seq, boot, origin } = item.event
    const { outcome, id } = writeEvent(item.event, devices.numberOf(device))
    if (outcome === outcomes.stored) tally.add('event', 1)
    const tail = outcome === outcomes.duplicate ? [received_ts, seq, boot, origin] : null
    return journal('event', outcome, { ref: id, tail })
  }

  function verdict({ verdict: change }: PlainItem & { type: 'verdict' }): Outcome {
    const writeVerdict = verdictWriters.get(change.kind)
    if (!writeVerdict) throw new RangeError(`the store has no kind "${change.kind}"`)
    const { outcome, id } = writeVerdict(change, devices.numberOf(change.device))
    return journal('verdict', outcome, { ref: id })
  }

  return function writePlain(item: PlainItem | undefined): Outcome {
    if (!item) throw new TypeError('a batch with an item that is not there')
    switch (item.type) {
      case 'event':
        return event(item)
      case 'verdict':
        return verdict(item)
      case 'status':
        return added('status', write.status(item.status, devices.numberOf(item.status.device)))
      case 'quarantine': {
        const { quarantined } = item
        const id = write.quarantine(quarantined, devices.numberOf(quarantined.device))
        return added('quarantine', id)
      }
      case 'crossing': {
        const { crossing } = item
        return added('crossing', write.crossing(crossing, devices.numberOf(crossing.device)))
      }
      case 'checkpoint':
        writeCheckpoint(item.checkpoint)
        return outcomes.stored
      default:
        throw new TypeError('a batch with an item of an unknown type')
    }
  }
}
