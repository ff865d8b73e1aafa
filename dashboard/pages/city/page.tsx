import { useEffect } from 'preact/hooks'
import { isFiltering } from '../../logic/list/filter.ts'
import { filter, selectedId, view } from '../../state/address.ts'
import { findEntry, fleet } from '../../state/fleet.ts'
import { words } from '../../state/preferences.ts'
import { AlarmStrip } from '../../parts/alarm/alarm-strip.tsx'
import { DeviceList } from './list/device-list.tsx'
import { FilterBar } from './list/filter-bar.tsx'
import { LazyMap } from '../../map/lazy-map.ts'
import { lazyPart } from '../../frame/lazy-part.tsx'
import { CrossingRecord } from './crossing-record.tsx'

const panel = lazyPart(async () => (await import('./panel/device-panel.tsx')).DevicePanel)

/** 状況: list, map, and at the right the record or the chosen device. */
export function Page() {
  useEffect(panel.loadAhead, [])
  // A device that has gone from the registry closes its own panel.
  void fleet.value
  const entry = selectedId.value === null ? undefined : findEntry(selectedId.value)
  return (
    <>
      <AlarmStrip />
      <main
        id="main"
        class="city-page"
        data-view={view.value}
        data-panel={entry ? 'open' : 'closed'}
        tabIndex={-1}
      >
        <section class="pane list-pane" aria-labelledby="list-title">
          <header class="pane-head">
            <h2 id="list-title">{words.value.list.title}</h2>
          </header>
          <FilterBar open={isFiltering(filter.peek())} />
          <DeviceList />
        </section>
        <section class="pane map-pane" aria-label={words.value.map.label}>
          <LazyMap />
        </section>
        {entry ? <panel.Part key={entry.id} entry={entry} /> : <CrossingRecord />}
      </main>
    </>
  )
}
