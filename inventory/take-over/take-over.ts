import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Inventory, PlannedChange, Reasoned } from '../inventory.ts'
import { compareFolder, type DifferentDevice } from './compare.ts'
import { listDifferences, type Difference } from './list-differences.ts'

/** What taking over a city folder comes to. */
export interface TakeOver {
  added: readonly { device: string; name: string }[]
  differences: readonly Difference[]
  /** Why some of it cannot be: then nothing is. */
  refused: readonly { device: string; detail: string }[]
  /** All of it in one transaction, with the tokens of what was added. */
  take(reasoned: Reasoned): { secrets: ReadonlyMap<string, string> } | Refusal
}

/** Compares the devices of a city folder with the registry, and changes nothing yet. */
export function planTakeOver(inventory: Inventory, devices: readonly Device[]): TakeOver {
  const different = compareFolder(inventory, devices)
  const planned = different.flatMap((one) =>
    planChanges(one).map((change) => ({ device: one.wanted.id, change })),
  )
  const changes = planned.map(({ change }) => change)
  const refused = inventory.tryAll(changes).flatMap((tried, at) => {
    const device = planned[at]?.device ?? ''
    return isRefusal(tried) ? [{ device, detail: tried.detail }] : []
  })
  const fresh = different.filter(({ present }) => present === undefined)
  return {
    added: fresh.map(({ wanted }) => ({ device: wanted.id, name: wanted.name.ja })),
    differences: different.flatMap((one) => listDifferences(inventory, one)),
    refused,
    take: (reasoned) => inventory.changeAll(changes, reasoned),
  }
}

function planChanges({ wanted, present, fields }: DifferentDevice): PlannedChange[] {
  const { id } = wanted
  if (!present) {
    const { out_of_service: _begins, service: _why, retired: _never, ...device } = wanted
    return [{ act: 'add', device }]
  }
  const plain = fields.filter((field) => field !== 'thresholds')
  const patch = Object.fromEntries(plain.map((field) => [field, wanted[field]]))
  const changes: PlannedChange[] = plain.length > 0 ? [{ act: 'change', id, patch }] : []
  if (fields.includes('thresholds') && wanted.thresholds) {
    changes.push({ act: 'thresholds', id, given: wanted.thresholds })
  }
  return changes
}
