import { outcomes, type Change, type JournalBatch } from '#domain/commit.ts'
import type { GapView } from '../gap-view.ts'
import { createCityLedger } from './city-ledger.ts'
import {
  countReading,
  emptyLedger,
  followSeq,
  toGapLedger,
  toGapSummary,
  type Ledger,
} from './ledger.ts'
import { readSavedLedger, type SavedLedger } from './saved-ledger.ts'

/** Keeps the ledgers of all devices from the journal. */
export interface GapConsumer extends GapView {
  apply(batch: JournalBatch): void
  save(device: string): Ledger | undefined
  restore(device: string, ledger: SavedLedger): void
}

export function createGapConsumer(): GapConsumer {
  const ledgers = new Map<string, Ledger>()

  const change = (device: string, next: (ledger: Ledger) => Ledger) => {
    ledgers.set(device, next(ledgers.get(device) ?? emptyLedger))
  }

  const list = () => [...ledgers].map(([device, ledger]) => toGapLedger(device, ledger))

  return {
    find(device) {
      const ledger = ledgers.get(device)
      return ledger && toGapLedger(device, ledger)
    },
    list,
    city: () => createCityLedger([...ledgers].map((entry) => toGapSummary(...entry))),
    save: (device) => ledgers.get(device),
    restore: (device, ledger) => void ledgers.set(device, readSavedLedger(ledger)),
    apply(batch) {
      for (const entry of batch.changes) {
        const sender = senderOf(entry)
        if (sender) change(sender, (ledger) => follow(ledger, entry))
      }
    },
  }
}

function senderOf(change: Change): string | undefined {
  if (change.type === 'reading') return change.reading.device
  return change.type === 'event' ? change.record.device : undefined
}

/** Readings and events of a device share one numbering; only readings are counted. */
function follow(ledger: Ledger, change: Change): Ledger {
  if (change.type === 'event') {
    const { seq, boot, ts, received_ts } = change.record
    const placeTs = Math.min(ts, received_ts)
    return followSeq(ledger, { seq, boot, ts: placeTs, isNew: change.outcome === outcomes.stored })
  }
  if (change.type !== 'reading') return ledger
  const { message, outcome } = change
  const { seq, boot } = message
  // A clock that runs in another year must not make everything after it look late.
  const ts = message.place_ts
  // Other fields of the same moment came with a message of their own.
  const isNew = outcome === outcomes.stored || outcome === outcomes.addition
  const isRevision = outcome === outcomes.revision
  const counted =
    outcome === outcomes.duplicate
      ? { ...ledger, duplicates: ledger.duplicates + 1 }
      : countReading(ledger, { ts, isRevision })
  return followSeq(counted, { seq, boot, ts, isNew })
}
