import { outcomes, type Outcome, type ReadingChange } from '#domain/commit.ts'
import type { Reading } from '#domain/readings/reading.ts'

/** The journal's entry of a message that met nothing, or the same fields, at its moment. */
export function readingChange(reading: Reading, outcome: Outcome = outcomes.stored): ReadingChange {
  const names = Object.keys(reading.values)
  const fields = { added: [], revised: [], repeated: [], [kindOfChange[outcome]]: names }
  return { type: 'reading', reading, message: reading, fields, outcome }
}

const kindOfChange = { 0: 'added', 1: 'repeated', 2: 'revised', 3: 'added' } as const
