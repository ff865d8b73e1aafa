import { statSync } from 'node:fs'
import { readingTally } from '../write/tally.ts'
import type { QueryScope } from './scope.ts'

/** How much there is, from the tallies; the size of the files, bytes. */
export function countRows(scope: QueryScope) {
  const rows = scope.db.prepare('SELECT name, n FROM tally').all()
  const tally = new Map(rows.map((row) => [String(row['name']), Number(row['n'])]))
  const readings = [...scope.tables.keys()].map(
    (kind) => [kind, tally.get(readingTally(kind)) ?? 0] as const,
  )
  const counted = scope.facts.filter(({ list }) => list !== null)
  const file = scope.db.location() ?? ''
  return {
    readings: Object.fromEntries(readings),
    facts: Object.fromEntries(counted.map(({ name }) => [name, tally.get(name) ?? 0])),
    diskBytes: fileSize(file) + fileSize(`${file}-wal`),
  }
}

const fileSize = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
