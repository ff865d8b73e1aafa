import { computed } from '@preact/signals'
import { needsAttention } from '../logic/standing.ts'
import { kinds } from '../state/city.ts'
import { fleet, standingsVersion } from '../state/fleet.ts'
import { language, words } from '../state/preferences.ts'
import { KindIcon } from '../parts/icon.tsx'

const counts = computed(() => {
  void standingsVersion.value
  return kinds.value.map((kind) => {
    const entries = fleet.value.filter(({ device }) => device.peek().kind === kind.id)
    const bad = entries.filter(({ standing }) => needsAttention(standing.peek())).length
    return { kind, total: entries.length, bad }
  })
})

/** Of every kind: how many there are and how many need a look. */
export function KindCounts() {
  const { group, wall } = words.value
  return (
    <section class="pane kind-counts" aria-label={wall.counts}>
      <ul>
        {counts.value.map(({ kind, total, bad }) => (
          <li key={kind.id}>
            <KindIcon kind={kind.id} />
            <span class="kind-title">{kind.title[language.value]}</span>
            <span class="figure kind-total">{total}</span>
            {bad > 0 && (
              <span class="kind-bad">
                {group.attention} <b class="figure">{bad}</b>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
