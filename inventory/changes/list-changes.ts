import type { DeviceChange } from '#domain/wire/inventory.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { Parts } from '../parts.ts'
import { undoAct } from './undo.ts'

/** So many acts back an undoing is looked for; what was undone long ago cannot be undone anyway. */
const undoingMax = 1_000

/** What was changed of a device, newest first, and whether it can be undone now. */
export function listChanges(
  parts: Parts,
  id: string,
  query: { limit: number; before?: number | undefined },
): DeviceChange[] {
  const { registry } = parts
  const device = registry.find(id)
  if (!device) return []
  const undone = new Map(
    registry
      .listActsAbout(id, { limit: undoingMax })
      .flatMap(({ seq, undoes }) => (undoes === undefined ? [] : [[undoes, seq] as const])),
  )
  return registry.listActsAbout(id, query).map((act) => {
    const undone_by = undone.get(act.seq) ?? null
    const undoable = undone_by === null && !isRefusal(undoAct(parts, device, { act, by: '' }))
    return { ...act, undone_by, undoable }
  })
}
