import type { ComponentChildren } from 'preact'
import type { ImportReport } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import { findKind } from '../../../state/city.ts'
import { findEntry } from '../../../state/fleet.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { importWords } from '../words/import.ts'
import { keyWords } from '../words/keys.ts'

/** What a file would change: counts, then what is wrong with it, line by line. */
export function ReportTables({ report }: { report: ImportReport }) {
  const { rows, added, changed, unchanged, errors, warnings } = report
  const counts: [Labels, number][] = [
    [importWords.rows, rows],
    [importWords.added, added.length],
    [importWords.changed, changed.length],
    [importWords.unchanged, unchanged],
    [importWords.faults, errors.length],
  ]
  return (
    <div class="device-section import-report">
      <h3>{textOf(importWords.report)}</h3>
      <dl class="tally">
        {counts.map(([label, count]) => (
          <div key={label.en} class={label === importWords.faults && count > 0 ? 'is-bad' : ''}>
            <dt>{textOf(label)}</dt>
            <dd class="figure">{count}</dd>
          </div>
        ))}
      </dl>
      {errors.length > 0 && <FaultTable faults={errors} />}
      {warnings.length > 0 && <Warnings warnings={warnings} />}
      {added.length > 0 && (
        <Named title={importWords.added}>
          <p class="import-ids">{added.join(words.value.panel.comma)}</p>
        </Named>
      )}
      {changed.length > 0 && <Changed changed={changed} />}
      {errors.length + added.length + changed.length === 0 && <p>{textOf(importWords.nothing)}</p>}
    </div>
  )
}

/** A part of the report that may be long. */
function Named({ title, children }: { title: Labels; children: ComponentChildren }) {
  return (
    <>
      <h4>{textOf(title)}</h4>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={textOf(title)}>
        {children}
      </div>
    </>
  )
}

function FaultTable({ faults }: { faults: ImportReport['errors'] }) {
  return (
    <>
      <p class="edit-fault">{textOf(importWords.faultsLead)}</p>
      <Named title={importWords.faults}>
        <table>
          <thead>
            <tr>
              <th scope="col">{textOf(importWords.line)}</th>
              <th scope="col">{textOf(importWords.column)}</th>
              <th scope="col">{textOf(importWords.detail)}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ row, column, detail }) => (
              <tr key={`${row} ${column} ${detail}`}>
                <th scope="row" class="figure">
                  {row}
                </th>
                <td>{column ?? ''}</td>
                <td>{detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Named>
    </>
  )
}

function Warnings({ warnings }: { warnings: ImportReport['warnings'] }) {
  return (
    <Named title={importWords.warnings}>
      <ul class="device-notes">
        {warnings.map(({ row, detail }) => (
          <li key={`${row} ${detail}`}>
            {textOf(importWords.line)} {row}
            {words.value.sign.colon}
            {detail}
          </li>
        ))}
      </ul>
    </Named>
  )
}

function Changed({ changed }: { changed: ImportReport['changed'] }) {
  const { sign, panel } = words.value
  return (
    <Named title={importWords.changed}>
      <ul class="import-changed">
        {changed.map(({ device, fields }) => {
          const known = findEntry(device)?.device.value
          const nameOf = (field: string) =>
            textOf(keyWords(field, findKind(known?.kind ?? ''), known?.thresholds?.authority))
          return (
            <li key={device}>
              <strong>{textOf(known?.name) ?? device}</strong>
              {sign.colon}
              {fields.map(nameOf).join(panel.comma)}
            </li>
          )
        })}
      </ul>
    </Named>
  )
}
