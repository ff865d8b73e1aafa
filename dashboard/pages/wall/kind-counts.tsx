import { computed } from '@preact/signals'
import { needsAttention } from '../../logic/device/standing.ts'
import { kinds } from '../../state/city.ts'
import { fleet, standingsVersion } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'
import { KindIcon } from '../../parts/icon.tsx'

const counts = computed(() => {
  void standingsVersion.value
  return kinds.value.map((kind) => {
    const entries = fleet.value.filter(({ device }) => device.peek().kind === kind.id)
    const bad = entries.filter(({ standing }) => needsAttention(standing.peek())).length
    return { kind, total: entries.length, well: entries.length - bad }
  })
})

/** Of every kind: how many report as they should, of how many. */
export function KindCounts() {
  return (
    <section class="pane kind-counts" aria-labelledby="counts-title">
      <h2 id="counts-title">{words.value.wall.counts}</h2>
      <ul>
        {counts.value.map(({ kind, total, well }) => (
          <li key={kind.id}>
            <KindIcon kind={kind.id} />
            <span class="kind-title">{textOf(kind.title)}</span>
            <span class={`figure kind-total ${well < total ? 'is-short' : ''}`}>
              <b>{well}</b> / {total}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
