import { health } from '../state/health.ts'
import { words } from '../state/preferences.ts'
import { TimeAndAge } from '../parts/age.tsx'

/** 拒否の記録: who was turned away at the door, and why. */
export function RefusalList() {
  const { status } = words.value
  const refusals = health.value?.refusals ?? []
  return (
    <section aria-labelledby="refusals-title">
      <h3 id="refusals-title">{status.refusals}</h3>
      {refusals.length === 0 ? (
        <p class="muted">{status.refusalsEmpty}</p>
      ) : (
        <ol class="refusals">
          {refusals.map((refusal) => (
            <li key={`${refusal.received_ts}/${refusal.who}/${refusal.code}`}>
              <TimeAndAge ts={refusal.received_ts} />
              <strong>{refusal.who}</strong>
              <span>
                <code>{refusal.code}</code> {refusal.detail}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
