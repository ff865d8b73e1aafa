import { noneMark, isFault, type CellValue } from '#domain/devices/columns/column.ts'
import type { InventoryColumn } from '#domain/devices/columns/column.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { FileFault } from './fault.ts'
import type { FileRow } from './read-file.ts'

/** What a row says anew of its device, by column. */
export class Draft {
  private readonly values: ReadonlyMap<string, CellValue>
  /** Columns that say the same as the device does now. */
  private readonly same: ReadonlySet<string>
  readonly row: number
  readonly faults: FileFault[] = []
  constructor(row: number, values: ReadonlyMap<string, CellValue>, same: ReadonlySet<string>) {
    this.row = row
    this.values = values
    this.same = same
  }

  /** True where the row has a value that is the device's own already. */
  repeats(name: string): boolean {
    return this.same.has(name)
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.values.has(name))
  }
  get columns(): string[] {
    return [...this.values.keys()]
  }
  /** What the row says, else what there was before; null where there is none. */
  text(name: string, before: string | null = null): string | null {
    const said = this.values.get(name)
    return typeof said === 'string' || said === null ? said : before
  }
  number(name: string, before: number | null = null): number | null {
    const said = this.values.get(name)
    return typeof said === 'number' || said === null ? said : before
  }
  flag(name: string, before: boolean): boolean {
    const said = this.values.get(name)
    return typeof said === 'boolean' ? said : before
  }
  refuse(column: string | null, ja: string, en: string): void {
    this.faults.push({ row: this.row, column, detail: { ja, en } })
  }
}

/** Reads the cells of a row that say something else than the device does now. */
export function createDraft(
  { line, cells, encoding }: FileRow,
  present: InventoryItem | undefined,
): Draft {
  const values = new Map<string, CellValue>()
  const same = new Set<string>()
  const draft = new Draft(line, values, same)
  for (const [column, cell] of cells) {
    // As we would write it: whoever exports, edits a cell and imports changes that cell alone.
    const before = present ? column.read(present) : null
    const value = isWritten(cell, String(before ?? ''), encoding) ? before : parse(column, cell)
    if (isFault(value)) draft.refuse(column.name, value.fault.ja, value.fault.en)
    else if (present && value === before) same.add(column.name)
    else values.set(column.name, value)
  }
  return draft
}

/**
 * Whether a cell is what the export wrote. A spreadsheet that saves it in CP932 puts `?` in place of
 * letters which that lacks, as of Ōsugi: that renames nothing.
 */
function isWritten(cell: string, before: string, encoding: FileRow['encoding']): boolean {
  const bare = unguard(cell)
  if (bare === before) return true
  if (encoding !== 'cp932' || bare.length !== before.length || before === '') return false
  return Array.from(
    { length: before.length },
    (_, at) => bare[at] === before[at] || (bare[at] === '?' && before.charCodeAt(at) > 0x7f),
  ).every(Boolean)
}

function parse(column: InventoryColumn, cell: string) {
  if (cell.trim() !== noneMark) return column.parse(unguard(cell).trim())
  return column.isClearable ? null : { fault: neverNone }
}

const neverNone: Labels = {
  ja: 'この列は「-」で消せません',
  en: 'this column cannot be cleared by "-"',
}

/** Our files keep spreadsheets from running a text as a formula by an apostrophe before it. */
const unguard = (cell: string): string => (/^'['=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
