import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Group } from '../../../logic/list/ranking.ts'
import { clearFilter } from '../../../state/address.ts'
import { findKind } from '../../../state/city.ts'
import { fleet } from '../../../state/fleet.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { DeviceRow } from './device-row.tsx'
import { moveFocus } from './roving-focus.ts'
import { groupedRows, visibleRows, type Row } from '../../../state/visible-rows.ts'

/** Rows a group shows at first: more would make a thousand buses a wall of text. */
const rowsAtFirst = 100

/** Every device in the order of concern. The list is the control; the map is its picture. */
export function DeviceList() {
  const list = useRef<HTMLDivElement>(null)
  const groups = groupedRows.value
  const shown = visibleRows.value.length
  const total = fleet.value.length
  return (
    <div
      id="device-list"
      class="device-list"
      tabIndex={-1}
      ref={list}
      onKeyDown={(event) => list.current && moveFocus(list.current, event)}
    >
      <p class="list-count muted" role="status">
        {shown === total ? words.value.list.count(total) : words.value.list.filtered(shown, total)}
      </p>
      <p id="list-hint" class="visually-hidden">
        {words.value.list.hint}
      </p>
      {shown === 0 && <EmptyList isFiltered={total > 0} />}
      {groups.map((group, index) => (
        <RowGroup key={group.key} group={group} isFirst={index === 0} />
      ))}
    </div>
  )
}

function EmptyList({ isFiltered }: { isFiltered: boolean }) {
  const { list, filter } = words.value
  return (
    <div class="empty">
      <p>{isFiltered ? list.noMatch : list.empty}</p>
      {isFiltered ? (
        <button type="button" class="button" onClick={clearFilter}>
          {filter.clear}
        </button>
      ) : (
        <p class="muted">{list.emptyHint}</p>
      )}
    </div>
  )
}

function groupTitle(key: string): string {
  const { group } = words.value
  if (key === 'alarm') return group.alarm
  if (key === 'attention') return group.attention
  return textOf(findKind(key)?.title) ?? key
}

function RowGroup({ group, isFirst }: { group: Group<Row>; isFirst: boolean }) {
  const limit = useSignal(rowsAtFirst)
  const rest = group.rows.length - limit.value
  const id = `group-${group.key}`
  return (
    <section class={`row-group row-group-${group.key}`} aria-labelledby={id}>
      <h3 id={id}>
        {groupTitle(group.key)} <span class="figure muted">{group.rows.length}</span>
      </h3>
      <ul>
        {group.rows.slice(0, limit.value).map((row, index) => (
          <DeviceRow key={row.id} entry={row.entry} isEntry={isFirst && index === 0} />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" class="button more" onClick={() => (limit.value += rowsAtFirst)}>
          {words.value.list.more(Math.min(rest, rowsAtFirst))}
        </button>
      )}
    </section>
  )
}
