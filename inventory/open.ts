import type { Box } from '#domain/city/geometry/box.ts'
import { createCityZone } from '#domain/city/zone.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { Registry } from '#store/registry/registry.ts'
import { createCommit, type Commit } from './changes/commit.ts'
import { listChanges } from './changes/list-changes.ts'
import { planAll } from './changes/plan-all.ts'
import { findActive } from './changes/plan-change.ts'
import { withThresholds } from './changes/set-thresholds.ts'
import { createSingleChanges } from './changes/single-changes.ts'
import { tryAll } from './changes/try-all.ts'
import { describeItem } from './describe-item.ts'
import type { Inventory } from './inventory.ts'
import type { Parts } from './parts.ts'
import { adopt } from './settings/adopt.ts'
import { describeReferences, describeThresholds } from './settings/describe-settings.ts'
import { listDue } from './settings/due.ts'
import { createSettings } from './settings/settings.ts'

export interface InventoryOptions {
  registry: Registry
  clock: Clock
  kinds: readonly Kind[]
  timeZone: string
  /** The city with its surroundings; null for anywhere. */
  box?: Box | null
}

/** Opens the inventory of a registry, and writes down what no history tells of yet. */
export function openInventory(options: InventoryOptions): Inventory {
  const { registry, clock, kinds, timeZone, box = null } = options
  const settings = createSettings(registry.listSettings())
  const zone = createCityZone(timeZone)
  const parts: Parts = { registry, settings, clock, zone, kinds, box }
  adopt(parts, registry.listAll())
  const { commit, isCommitting } = createCommit(parts)
  // A simulation, or an import of readings, registers devices of its own.
  const stopAdopting = registry.onChanged((device) => {
    if (!isCommitting()) adopt(parts, [device])
  })
  return {
    ...createSingleChanges(parts, commit),
    list: ({ retired = false } = {}) =>
      (retired ? registry.listAll() : registry.list()).map((one) => describeItem(parts, one)),
    find(id) {
      const device = registry.find(id)
      return device && describeItem(parts, device)
    },
    tryThresholds(id, given) {
      const device = findActive(registry.find, id)
      return isRefusal(device) ? device : withThresholds(parts, device, given)
    },
    listThresholds: (id) => describeThresholds(settings, id),
    listReferences: (id) => describeReferences(settings, id),
    listChanges: (id, query) => listChanges(parts, id, query),
    changeAll(changes, reasoned) {
      const planned = planAll(parts, changes, reasoned.by.name)
      return isRefusal(planned) ? planned : commit(planned, reasoned)
    },
    tryAll: (changes) => tryAll(parts, changes),
    applyDue: () => applyDue(parts, commit),
    close: stopAdopting,
  }
}

const byPlatform = { sort: 'platform', id: null, name: '', address: 'local' } as const

function applyDue(parts: Parts, commit: Commit): number {
  const steps = listDue(parts)
  if (steps.length === 0) return 0
  const done = commit(steps, { by: byPlatform, why: null })
  if (isRefusal(done)) throw new Error(`${done.code}: ${done.detail}`)
  return steps.length
}
