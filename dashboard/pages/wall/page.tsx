import { AlarmStrip } from '../../parts/alarm/alarm-strip.tsx'
import { LazyMap } from '../../map/lazy-map.ts'
import { words } from '../../state/preferences.ts'
import { KindCounts } from './kind-counts.tsx'
import { TopGauges } from './top-gauges.tsx'
import { WallRecord } from './wall-record.tsx'

/** 大画面: the whole situation from across the room, without a hand on it. */
export function Page() {
  return (
    <main id="main" class="wall-page" tabIndex={-1}>
      <AlarmStrip />
      <TopGauges />
      <section class="pane wall-map" aria-label={words.value.map.label}>
        <LazyMap quiet />
      </section>
      <div class="wall-foot">
        <KindCounts />
        <WallRecord />
      </div>
    </main>
  )
}
