import type { Capability } from '#domain/access/capabilities.ts'
import { createInventoryColumns } from '#domain/devices/columns/columns.ts'
import { needsOfPatch } from '#domain/devices/needs-of-patch.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { ImportReport } from '#domain/wire/inventory.ts'
import { errors } from '#domain/words/errors.ts'
import type { Labels, Language } from '#domain/words/labels.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Inventory, PlannedChange, Reasoned, TriedChange } from '../inventory.ts'
import { isPlannedAlready } from '../settings/is-planned.ts'
import { columnOfRefusal } from './column-of-refusal.ts'
import type { FileFault } from './fault.ts'
import { listTwice } from './list-twice.ts'
import { planRow, type PlannedRow } from './plan-row.ts'
import { readFile, type ReadFile } from './read-file.ts'

/** A file of devices, understood, and not yet taken over. */
export interface PlannedImport {
  /** What whoever takes it over must hold. */
  needs: readonly Capability[]
  /** The same before and after; `dry_run` says which. */
  report(options: { dryRun: boolean; language: Language }): ImportReport
  /** All of it in one transaction; `import_invalid` where anything is wrong with it. */
  take(reasoned: Reasoned): { secrets: ReadonlyMap<string, string> } | Refusal
}

export type ReadImport = (bytes: Uint8Array) => PlannedImport

/** Reads a file of devices, judges every row of it, and changes nothing. */
export function createImport(inventory: Inventory, kinds: readonly Kind[]): ReadImport {
  const columns = createInventoryColumns(kinds)
  return (bytes) => {
    const file = readFile(bytes, columns)
    const rows = file.rows.map((row) => planRow(row, { find: inventory.find, kinds }))
    const judged = rows.map((row) => ({ ...row, changes: row.changes.filter(isNew(inventory)) }))
    const tried = tryRows(inventory, judged)
    const twice = listTwice(rows)
    const faults = [...file.faults, ...twice, ...tried.flatMap((row) => row.faults)]
    const changes = judged.flatMap((row) => row.changes)
    return {
      needs: [...new Set(changes.map(needsOf))],
      report: (options) => createReport({ file, tried, faults, ...options }),
      take(reasoned) {
        if (faults.length > 0) {
          return { code: 'import_invalid', detail: `Errors: ${faults.length}; nothing was changed` }
        }
        return inventory.changeAll(changes, reasoned)
      },
    }
  }
}

function needsOf(change: PlannedChange): Capability {
  if (change.act === 'thresholds') return 'threshold.edit'
  return change.act === 'add' ? 'device.edit' : needsOfPatch(change.patch)
}

/** Thresholds that are planned already are not planned once more by the same file. */
const isNew = (inventory: Inventory) => (change: PlannedChange) =>
  change.act !== 'thresholds' || !isPlannedAlready(inventory, change.id, change.given)

interface TriedRow extends PlannedRow {
  isAdded: boolean
  isChanged: boolean
  warnings: readonly string[]
}

/** What the inventory says of each row, all rows being taken over one after the other. */
function tryRows(inventory: Inventory, rows: readonly PlannedRow[]): TriedRow[] {
  const results = inventory.tryAll(rows.flatMap(({ changes }) => changes))
  let at = 0
  return rows.map((row) => {
    const own = results.slice(at, (at += row.changes.length))
    const done = own.filter((one): one is TriedChange => !isRefusal(one))
    // After the first one, refusals of a row only follow from it.
    const refusal = own.find((one): one is Refusal => isRefusal(one))
    const words = done.flatMap(({ warnings }) => warnings.map(({ detail }) => detail))
    return {
      ...row,
      faults: refusal ? [...row.faults, faultOf(refusal, row)] : row.faults,
      isAdded: done.some((one) => one.isNew),
      isChanged: done.some(({ fields }) => fields.length > 0),
      warnings: [...new Set(words)],
    }
  })
}

function faultOf(refusal: Refusal, { row, columns }: PlannedRow): FileFault {
  const { detail, code } = refusal
  const words: Labels = { ja: `${errors[code].title.ja}（${detail}）`, en: detail }
  return { row, column: columnOfRefusal(detail, columns) ?? null, detail: words }
}

interface Reporting {
  file: ReadFile
  tried: readonly TriedRow[]
  faults: readonly FileFault[]
  dryRun: boolean
  language: Language
}

function createReport({ file, tried, faults, dryRun, language }: Reporting): ImportReport {
  const changed = tried.filter(({ isAdded, isChanged }) => isChanged && !isAdded)
  const added = tried.filter(({ isAdded }) => isAdded)
  const sorted = faults.toSorted((a, b) => a.row - b.row)
  return {
    dry_run: dryRun,
    encoding: file.encoding,
    rows: file.rows.length,
    added: added.map(({ id }) => id),
    changed: changed.map(({ id, columns }) => ({ device: id, fields: [...columns] })),
    unchanged: tried.filter((row) => !row.isAdded && !row.isChanged && row.faults.length === 0)
      .length,
    errors: sorted.map(({ row, column, detail }) => ({
      row,
      column: column === null ? null : (file.headings.get(column) ?? column),
      detail: detail[language],
    })),
    warnings: tried.flatMap(({ row, warnings }) => warnings.map((detail) => ({ row, detail }))),
  }
}
