import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { versionOf } from '../describe-item.ts'
import type { Changed, Inventory, PlannedChange, Reasoned } from '../inventory.ts'
import type { Parts, Step } from '../parts.ts'
import type { Commit, Committed } from './commit.ts'
import { planAll } from './plan-all.ts'
import { findActive } from './plan-change.ts'
import { retireDevice } from './retire-device.ts'
import { undoAct } from './undo.ts'

type SingleChanges = Pick<
  Inventory,
  'add' | 'change' | 'rotate' | 'revoke' | 'retire' | 'setThresholds' | 'undo'
>

type Done = Changed & { secret?: string }

const stale: Refusal = {
  code: 'setting_stale',
  detail: '読み込んだ後に変更されています / it was changed after you loaded it',
}

/** What people do to one device at a time. */
export function createSingleChanges(parts: Parts, commit: Commit): SingleChanges {
  const { registry, settings } = parts
  const commitOne = (steps: readonly Step[] | Refusal, reasoned: Reasoned): Done | Refusal =>
    isRefusal(steps) ? steps : getOne(commit(steps, reasoned))

  /** A device that is there, unless somebody was faster. */
  const change = (
    id: string,
    reasoned: Reasoned,
    plan: (device: Device) => readonly Step[] | Step | Refusal,
  ): Done | Refusal => {
    const device = findActive(registry.find, id)
    if (isRefusal(device)) return device
    const { ifMatch } = reasoned
    if (ifMatch !== undefined && ifMatch !== versionOf(device)) return stale
    const planned = plan(device)
    return commitOne(isStep(planned) ? [planned] : planned, reasoned)
  }
  const planOne = (planned: PlannedChange, { by }: Reasoned) => planAll(parts, [planned], by.name)

  return {
    add: (device, reasoned) =>
      withSecret(commitOne(planOne({ act: 'add', device }, reasoned), reasoned)),
    change: (id, patch, reasoned) =>
      change(id, reasoned, () => planOne({ act: 'change', id, patch }, reasoned)),
    rotate: (id, reasoned) =>
      withSecret(change(id, reasoned, (device) => changeToken(device, 'issue'))),
    revoke: (id, reasoned) => change(id, reasoned, (device) => changeToken(device, 'end')),
    retire: (id, reasoned) =>
      change(id, reasoned, (device) => retireDevice(parts, device, reasoned.why)),
    setThresholds(id, given, { ifMatch, ...reasoned }) {
      const newest = settings.list(id, 'thresholds').findLast((row) => row.cancelled_ts === null)
      if (ifMatch !== undefined && ifMatch !== String(newest?.version ?? 0)) return stale
      return change(id, reasoned, () => planOne({ act: 'thresholds', id, given }, reasoned))
    },
    undo(id, seq, reasoned) {
      const device = registry.find(id)
      const act = registry.findAct(seq)
      if (!device || act?.subject?.id !== id) {
        return { code: 'change_unknown', detail: `${id} has no change ${seq}` }
      }
      const step = undoAct(parts, device, { act, by: reasoned.by.name })
      return commitOne(isRefusal(step) ? step : [step], reasoned)
    },
  }
}

const isStep = (planned: readonly Step[] | Step | Refusal): planned is Step => 'acts' in planned

const tokenActs = { issue: 'token_rotated', end: 'token_revoked' } as const

function changeToken(device: Device, token: 'issue' | 'end'): Step {
  return { device, token, acts: [{ act: tokenActs[token], before: null, after: null }] }
}

/** The one device of a commit, with its secret if it got one. */
function getOne(done: Committed | Refusal): Done | Refusal {
  if (isRefusal(done)) return done
  const [changed] = done.changed
  if (!changed) throw new Error('A change was of no device')
  const secret = done.secrets.get(changed.device.id)
  return secret === undefined ? changed : { ...changed, secret }
}

function withSecret(done: Done | Refusal): (Changed & { secret: string }) | Refusal {
  if (isRefusal(done)) return done
  const { secret } = done
  if (secret === undefined) throw new Error('No secret was issued')
  return { ...done, secret }
}
