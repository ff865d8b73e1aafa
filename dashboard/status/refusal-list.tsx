import { findAuditKind } from '#domain/audit-codes.ts'
import type { HealthResource } from '#domain/resources.ts'
import { health } from '../state/health.ts'
import { language, words } from '../state/preferences.ts'
import { TimeAndAge } from '../parts/age.tsx'

type Refusal = HealthResource['refusals'][number]

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

/** One of them; the page that connects a device shows its own. */
export function RefusalItem({ refusal }: { refusal: Refusal }) {
  const known = findAuditKind(refusal.code)
  return (
    <li class={`incident incident-${known?.sort ?? 'refusal'}`}>
      <p class="incident-who">
        <strong>{refusal.who}</strong>
        <TimeAndAge ts={refusal.received_ts} />
      </p>
      <div class="incident-what">
        <p class="incident-title">{known ? known.title[language.value] : refusal.code}</p>
        {known?.remedy && <p>{known.remedy[language.value]}</p>}
        {known?.sort !== 'change' && (
          <p class="incident-detail muted" lang="en">
            <code>{refusal.code}</code> {refusal.detail}
          </p>
        )}
      </div>
    </li>
  )
}
