import { useSignal } from '@preact/signals'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import {
  canSignIn,
  shortThresholds,
  type InventoryRow,
} from '../../../logic/inventory/inventory-rows.ts'
import { TroubleChip } from '../../../parts/trouble/state-chip.tsx'
import { KindIcon } from '../../../parts/icon.tsx'
import { ShortName } from '../../../parts/short-name.tsx'
import { format, textOf, words } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { LinkToDevice } from '../link-to-part.tsx'
import { columnWords, moreWords, pageWords, tokenWords } from '../words/page.ts'

/** Rows drawn at first, and with every "more": thousands would make the page slow to scroll. */
const rowsAtOnce = 100

/** The devices as a table; on a narrow screen each row is a card. */
export function InventoryTable({ rows }: { rows: readonly InventoryRow[] }) {
  const limit = useSignal(rowsAtOnce)
  const rest = rows.length - limit.value
  return (
    <>
      <table class="devices-table">
        <thead>
          <tr>
            {Object.entries(columnWords).map(([key, title]) => (
              <th scope="col" key={key}>
                {textOf(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit.value).map((row) => (
            <TableRow key={row.item.id} row={row} />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <button type="button" class="button more" onClick={() => (limit.value += rowsAtOnce)}>
          {textOf(moreWords(Math.min(rest, rowsAtOnce)))}
        </button>
      )}
    </>
  )
}

function TableRow({ row }: { row: InventoryRow }) {
  const { item, name, kindTitle } = row
  const short = shortThresholds(item)
  return (
    <tr class={item.retired ? 'is-retired' : ''}>
      <th scope="row">
        <LinkToDevice id={item.id}>
          <ShortName name={name} />
        </LinkToDevice>
      </th>
      <td class="devices-id">{item.id}</td>
      <td>
        <span class="devices-kind">
          <KindIcon kind={item.kind} />
          {kindTitle}
        </span>
      </td>
      <td>
        <State row={row} />
      </td>
      <td class="figure" data-label={short ? textOf(columnWords.thresholds) : undefined}>
        {short}
        {item.planned.length > 0 && <span class="chip">{textOf(pageWords.planned)}</span>}
      </td>
      <td data-label={textOf(columnWords.token)}>
        <Token item={item} />
      </td>
      <td data-label={item.changed ? textOf(columnWords.changed) : undefined}>
        {item.changed && (
          <>
            {format.value.time(item.changed.ts, now.peek())}{' '}
            <span class="muted">{item.changed.by}</span>
          </>
        )}
      </td>
    </tr>
  )
}

function State({ row: { item, trouble } }: { row: InventoryRow }) {
  if (item.retired) return <span class="chip">{textOf(pageWords.retired)}</span>
  if (trouble) return <TroubleChip trouble={trouble} />
  return <span class="muted">{words.value.state.live}</span>
}

function Token({ item }: { item: InventoryItem }) {
  const { state } = item.credential
  if (state !== 'active' && item.uplink)
    return <span class="muted">{textOf(tokenWords.bridged)}</span>
  const text = textOf(tokenWords[state])
  return canSignIn(item) ? <span class="muted">{text}</span> : <b>{text}</b>
}
