import { setImmediate } from 'node:timers/promises'
import type { ArchiveFact } from '../../port.ts'
import { isUnfit, type ArchiveLine, type Unfit } from './archive-line.ts'
import type { ArchiveConnection } from '../connect.ts'
import type { FieldPlan } from './field-plan.ts'
import { encodeReading } from './reading-line.ts'
import { createRecordPlacer } from './record-placer.ts'

interface Encoded {
  lines: ArchiveLine[]
  /** Facts that cannot be written down as a line. */
  unfit: { fact: ArchiveFact; words: string }[]
}

interface Scope {
  connection: ArchiveConnection
  city: string
  plans: ReadonlyMap<string, FieldPlan>
}

// About two milliseconds of work: then whoever waits for an acknowledgement has a turn.
const linesPerTurn = 500

/** Facts as lines, in their order. Looks up the places of those that have neighbours. */
export async function encodeFacts(
  facts: readonly ArchiveFact[],
  { connection, city, plans }: Scope,
): Promise<Encoded> {
  const encoded: Encoded = { lines: [], unfit: [] }
  const placer = createRecordPlacer(connection, city)
  for (const fact of facts) {
    // The common case stays free of promises: a backlog has hundreds of thousands of them.
    if (fact.type === 'reading') {
      const plan = plans.get(fact.reading.kind)
      // A kind that was taken out of the program: its rows stay in the recent store.
      if (plan)
        add(encoded, fact, encodeReading(fact.reading, plan, { city, replaces: fact.replaces }))
      if (encoded.lines.length % linesPerTurn === 0) await setImmediate()
    } else {
      for (const line of await placer.encode(fact)) add(encoded, fact, line)
    }
  }
  return encoded
}

function add({ lines, unfit }: Encoded, fact: ArchiveFact, line: ArchiveLine | Unfit): void {
  if (isUnfit(line)) unfit.push({ fact, words: line.words })
  else lines.push(line)
}
