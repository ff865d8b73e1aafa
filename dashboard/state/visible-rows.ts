import { computed } from '@preact/signals'
import { matchesFilter } from '../logic/list/filter.ts'
import { groupRows, type Group, type Ranked } from '../logic/list/ranking.ts'
import { filter } from './address.ts'
import { findKind, kinds } from './city.ts'
import { fleet, standingsVersion, type FleetEntry } from './fleet.ts'
import { language, textOf } from './preferences.ts'

export interface Row extends Ranked {
  entry: FleetEntry
  searchText: string
}

function rowOf(entry: FleetEntry): Row {
  const { kind, name, gauge, origin } = entry.device.peek()
  const title = findKind(kind)?.title
  const texts = [name.ja, name.en, entry.id, title?.ja, title?.en]
  return {
    id: entry.id,
    kind,
    name: textOf(name),
    standing: entry.standing.peek(),
    isReplay: origin === 'replay',
    entry,
    searchText: [...texts, gauge?.water_body.ja, gauge?.water_body.en].join(' '),
  }
}

/** The devices that pass the filter, for list and map alike. */
export const visibleRows = computed<readonly Row[]>(() => {
  void standingsVersion.value
  return fleet.value.map(rowOf).filter((row) => matchesFilter(row, filter.value))
})

export const groupedRows = computed<readonly Group<Row>[]>(() =>
  groupRows(
    visibleRows.value,
    kinds.value.map((kind) => kind.id),
    language.value,
  ),
)
