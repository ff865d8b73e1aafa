import type { Patch, Planning } from './planning.ts'

/** In or out of service, with the reason. */
export function planService(planning: Planning): Patch {
  const { draft, present } = planning
  if (!draft.has('out_of_service', 'service_reason')) return {}
  const isOut = draft.flag('out_of_service', present?.out_of_service ?? false)
  if (isOut) return present ? planOut(planning, present.service) : refuseNew(planning)
  // A reason that is left over in the row of a device in service says nothing.
  return present?.out_of_service ? { out_of_service: false } : {}
}

function planOut(
  { draft }: Planning,
  before: { reason: string; until_ts: number | null } | null,
): Patch {
  const reason = draft.text('service_reason', before?.reason)
  if (reason !== null) {
    return { out_of_service: true, service: { reason, until_ts: before?.until_ts ?? null } }
  }
  draft.refuse(
    'service_reason',
    '休止には理由が必要です',
    'out of service needs a reason in service_reason',
  )
  return {}
}

function refuseNew({ draft }: Planning): Patch {
  draft.refuse(
    'out_of_service',
    '登録と同時に休止にはできません。取り込んだあとで休止にしてください',
    'a new device begins in service; take it out afterwards',
  )
  return {}
}
