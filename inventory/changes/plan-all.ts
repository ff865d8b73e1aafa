import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { PlannedChange } from '../inventory.ts'
import type { Parts, Step } from '../parts.ts'
import { planChange } from './plan-change.ts'

/** Many changes as steps, each from where the ones before it led; or the first refusal. */
export function planAll(
  parts: Parts,
  changes: readonly PlannedChange[],
  by: string,
): Step[] | Refusal {
  const ahead = new Map<string, Device>()
  const view = (id: string) => ahead.get(id) ?? parts.registry.find(id)
  const steps: Step[] = []
  for (const change of changes) {
    const planned = planChange(parts, view, { change, by })
    if (isRefusal(planned)) return planned
    for (const step of planned) ahead.set(step.device.id, step.device)
    steps.push(...planned)
  }
  return steps
}
