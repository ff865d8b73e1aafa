import { findAuditKind } from '#domain/words/audit-codes.ts'
import type { DoorRefusal } from '#domain/wire/door-refusal.ts'
import { textOf } from '../state/preferences.ts'
import { TimeAndAge } from './age.tsx'

/** Who was turned away at the door, or what was changed by hand, and what to do about it. */
export function RefusalItem({ refusal }: { refusal: DoorRefusal }) {
  const known = findAuditKind(refusal.code)
  return (
    <li class={`incident incident-${known?.sort ?? 'refusal'}`}>
      <p class="incident-who">
        <strong>{refusal.who}</strong>
        <TimeAndAge ts={refusal.received_ts} />
      </p>
      <div class="incident-what">
        <p class="incident-title">{known ? textOf(known.title) : refusal.code}</p>
        {known?.remedy && <p>{textOf(known.remedy)}</p>}
        {known?.sort !== 'change' && (
          <p class="incident-detail muted" lang="en">
            <code>{refusal.code}</code> {refusal.detail}
          </p>
        )}
      </div>
    </li>
  )
}
