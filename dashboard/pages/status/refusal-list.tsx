import { health } from '../../state/platform/health.ts'
import { words } from '../../state/preferences.ts'
import { RefusalItem } from '../../parts/refusal-item.tsx'

/** 拒否と操作の記録: who was turned away at the door and why, and what was changed by hand. */
export function RefusalList() {
  const { status } = words.value
  const refusals = health.value?.refusals ?? []
  return (
    <section aria-labelledby="refusals-title">
      <h3 id="refusals-title">{status.refusals}</h3>
      {refusals.length === 0 ? (
        <p class="muted">{status.refusalsEmpty}</p>
      ) : (
        <ol class="incidents">
          {refusals.map((refusal) => (
            <RefusalItem
              key={`${refusal.received_ts}/${refusal.who}/${refusal.code}`}
              refusal={refusal}
            />
          ))}
        </ol>
      )}
      <p class="section-note muted">{status.refusalsSince}</p>
    </section>
  )
}
