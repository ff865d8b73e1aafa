import type { Device } from '#domain/devices/device.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { RegistryChange } from '#store/registry/tables.ts'
import { listWarnings } from '../checks/list-warnings.ts'
import { describeItem } from '../describe-item.ts'
import type { Changed, Reasoned } from '../inventory.ts'
import type { Parts, Step, StepAct } from '../parts.ts'

export interface Committed {
  changed: Changed[]
  /** Issued secrets, by device. */
  secrets: ReadonlyMap<string, string>
}

export type Commit = (
  steps: readonly Step[],
  reasoned: Pick<Reasoned, 'by' | 'why'>,
) => Committed | Refusal

/** The one way in which the inventory writes; says whether what changes now is its own doing. */
export function createCommit(parts: Parts): { commit: Commit; isCommitting(): boolean } {
  let depth = 0
  return {
    isCommitting: () => depth > 0,
    commit(steps, reasoned) {
      depth += 1
      try {
        return commit(parts, steps, reasoned)
      } finally {
        depth -= 1
      }
    },
  }
}

/**
 * Writes steps with their acts and settings in one transaction, then shows them to everybody. Steps
 * of one device follow one another.
 */
function commit(
  parts: Parts,
  steps: readonly Step[],
  reasoned: Pick<Reasoned, 'by' | 'why'>,
): Committed | Refusal {
  const moving = steps.filter(({ acts }) => acts.length > 0)
  const last = new Map(moving.map((step) => [step.device.id, step]))
  const wanted = [...last.values()].map(({ device }) => ({
    device,
    token: tokenOf(moving, device),
  }))
  const written: Written[] = []
  const secrets = parts.registry.write(wanted, (change) => {
    for (const step of moving) written.push(...writeStep(change, step, { parts, reasoned }))
  })
  if (isRefusal(secrets)) return secrets
  for (const { settle } of written) settle()
  const numberOf = (id: string) => written.findLast(({ device }) => device === id)?.seq ?? null
  return {
    secrets,
    changed: [...new Map(steps.map((step) => [step.device.id, step])).keys()].map((id) => {
      const device = parts.registry.find(id)
      if (!device) throw new Error(`Device "${id}" vanished`)
      const warnings = last.has(id) ? listWarnings(parts, device) : []
      return { device: describeItem(parts, device), warnings, change: numberOf(id) }
    }),
  }
}

interface Written {
  device: string
  seq: number
  /** Takes over in memory what is on disk. */
  settle(): void
}

const tokenOf = (steps: readonly Step[], { id }: Device): Step['token'] =>
  steps.find(({ device, token }) => device.id === id && token !== 'keep')?.token ?? 'keep'

function writeStep(
  change: RegistryChange,
  { device, acts }: Step,
  { parts, reasoned }: { parts: Parts; reasoned: Pick<Reasoned, 'by' | 'why'> },
): Written[] {
  const ts = parts.clock.now()
  const { by, why } = reasoned
  const subject = { id: device.id, name: device.name.ja }
  return acts.map((step) => {
    const { version, settle } = writeSetting(change, step, { parts, ts })
    const { act, before, undoes } = step
    const after = version === undefined ? step.after : { version, ...step.after }
    const told = { ts, act, by, subject, before, after, why }
    const seq = change.appendAct(device.id, undoes === undefined ? told : { ...told, undoes })
    return { device: device.id, seq, settle }
  })
}

function writeSetting(
  change: RegistryChange,
  { setting, applies, cancels }: StepAct,
  { parts: { settings }, ts }: { parts: Parts; ts: number },
): { version?: number; settle: () => void } {
  if (setting) {
    const version = change.addSetting(setting)
    return { version, settle: () => settings.put({ ...setting, version, cancelled_ts: null }) }
  }
  const row = settings.find(applies ?? cancels ?? 0)
  if (!row) return { settle: () => undefined }
  const { version } = row
  if (applies !== undefined) {
    change.applySetting(version, ts)
    return { settle: () => settings.put({ ...row, applied_ts: ts }) }
  }
  change.cancelSetting(version, ts)
  return { settle: () => settings.put({ ...row, cancelled_ts: ts }) }
}
