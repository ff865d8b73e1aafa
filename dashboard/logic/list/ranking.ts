import { needsAttention, type Standing } from '../device/standing.ts'

export interface Ranked {
  id: string
  kind: string
  name: string
  standing: Standing
  /** A recording that has ended is nobody's trouble. */
  isReplay?: boolean
}

export interface Group<T extends Ranked> {
  /** `alarm`, `attention`, or the id of a kind. */
  key: string
  rows: T[]
}

const freshnessOrder = {
  clock_fault: 0,
  late: 1,
  expired: 2,
  missing: 3,
  out_of_service: 4,
  live: 5,
} as const

function compareInAttention(a: Ranked, b: Ranked): number {
  const lastLevel = (row: Ranked) => row.standing.lastLevel?.level ?? 0
  return (
    Number(a.isReplay ?? false) - Number(b.isReplay ?? false) ||
    lastLevel(b) - lastLevel(a) ||
    freshnessOrder[a.standing.freshness] - freshnessOrder[b.standing.freshness]
  )
}

function pushTo<T extends Ranked>(groups: Map<string, T[]>, row: T): void {
  const group = groups.get(row.kind)
  if (group) group.push(row)
  else groups.set(row.kind, [row])
}

/**
 * The order of the list: highest level first, then what is late, expired or missing (the last
 * level of a silent gauge still leads; recordings come last), then every kind by itself; by name within equals.
 */
export function groupRows<T extends Ranked>(
  rows: readonly T[],
  kinds: readonly string[],
  language: string,
): Group<T>[] {
  const collator = new Intl.Collator(language, { numeric: true })
  const byName = (a: Ranked, b: Ranked) =>
    collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)
  const alarm: T[] = []
  const attention: T[] = []
  const calm = new Map<string, T[]>(kinds.map((kind) => [kind, []]))
  for (const row of rows) {
    if ((row.standing.stands ?? 0) > 0) alarm.push(row)
    else if (needsAttention(row.standing)) attention.push(row)
    else pushTo(calm, row)
  }
  const byLevel = (a: T, b: T) =>
    (b.standing.stands ?? 0) - (a.standing.stands ?? 0) || byName(a, b)
  const byTrouble = (a: T, b: T) => compareInAttention(a, b) || byName(a, b)
  const groups = [
    { key: 'alarm', rows: alarm.toSorted(byLevel) },
    { key: 'attention', rows: attention.toSorted(byTrouble) },
    ...[...calm].map(([key, members]) => ({ key, rows: members.toSorted(byName) })),
  ]
  return groups.filter((group) => group.rows.length > 0)
}
