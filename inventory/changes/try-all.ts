import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { listWarnings } from '../checks/list-warnings.ts'
import type { PlannedChange, TriedChange } from '../inventory.ts'
import type { Parts } from '../parts.ts'
import { planChange } from './plan-change.ts'

/** What changes would come to, one after the other; a refused one is passed over by those after it. */
export function tryAll(parts: Parts, changes: readonly PlannedChange[]): (TriedChange | Refusal)[] {
  const ahead = new Map<string, Device>()
  const view = (id: string) => ahead.get(id) ?? parts.registry.find(id)
  return changes.map((change) => {
    const planned = planChange(parts, view, { change, by: '' })
    if (isRefusal(planned)) return planned
    const device = planned.at(-1)?.device
    if (!device) throw new Error('A change was of no device')
    const refusal = parts.registry.check(device)
    if (refusal) return refusal
    ahead.set(device.id, device)
    const acts = planned.flatMap((step) => step.acts)
    return {
      device: device.id,
      isNew: change.act === 'add',
      fields: [...new Set(acts.flatMap(({ after }) => Object.keys(after ?? {})))],
      warnings: acts.length > 0 ? listWarnings(parts, device) : [],
    }
  })
}
