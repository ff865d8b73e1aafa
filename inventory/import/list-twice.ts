import type { FileFault } from './fault.ts'
import type { PlannedRow } from './plan-row.ts'

/** Two rows of one device, or of one address: which of them counts? */
export function listTwice(rows: readonly PlannedRow[]): FileFault[] {
  const ids = findRepeats(rows, ({ id }) => (id === '' ? undefined : id))
  const addresses = findRepeats(rows, addressOf)
  return [
    ...ids.map(({ row, word, before }) => ({
      row,
      column: 'id',
      detail: { ja: `${word} は${before}行目にもあります`, en: `${word} is in row ${before} too` },
    })),
    ...addresses.map(({ row, word, before }) => ({
      row,
      column: 'uplink_address',
      detail: {
        ja: `中継アドレス ${word} は${before}行目にもあります`,
        en: `the address ${word} is in row ${before} too`,
      },
    })),
  ]
}

function addressOf({ changes }: PlannedRow): string | undefined {
  for (const change of changes) {
    if (change.act === 'thresholds') continue
    const { uplink } = change.act === 'add' ? change.device : change.patch
    if (uplink) return `${uplink.source} ${uplink.address}`
  }
  return undefined
}

function findRepeats(
  rows: readonly PlannedRow[],
  wordOf: (row: PlannedRow) => string | undefined,
): { row: number; word: string; before: number }[] {
  const first = new Map<string, number>()
  return rows.flatMap((planned) => {
    const word = wordOf(planned)
    if (word === undefined) return []
    const before = first.get(word)
    if (before === undefined) first.set(word, planned.row)
    return before === undefined ? [] : [{ row: planned.row, word, before }]
  })
}
