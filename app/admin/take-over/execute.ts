import { describeFinding } from '#domain/city/folder/finding.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Inventory } from '#inventory/inventory.ts'
import { planTakeOver } from '#inventory/take-over/take-over.ts'
import { readCityFolder } from '../../city/load-city.ts'
import { devicesOf } from '../../city/devices-of.ts'
import { byCommand } from '../by-command.ts'
import { parseTakeOver, type TakeOverAnswer } from './protocol.ts'

export interface TakeOverParts {
  inventory: Inventory
  kinds: readonly Kind[]
  cityDir: string
  isDemo: boolean
}

const refused = (refusal: Refusal): TakeOverAnswer => ({ ok: false, refusal })

/** Takes over what the city folder says now, the same with a running server and without one. */
export async function executeTakeOver(
  { inventory, kinds, cityDir, isDemo }: TakeOverParts,
  body: unknown,
): Promise<TakeOverAnswer> {
  const request = parseTakeOver(body)
  if (isRefusal(request)) return refused(request)
  const { folder, findings } = await readCityFolder(cityDir, kinds)
  if (!folder) {
    const errors = findings.filter(({ level }) => level === 'error').map(describeFinding)
    return refused({ code: 'device_invalid', detail: [cityDir, ...errors].join('\n  ') })
  }
  const plan = planTakeOver(inventory, devicesOf(folder, isDemo))
  const { added, differences, refused: wrong } = plan
  const report = { folder: cityDir, time_zone: folder.city.time_zone, added, differences }
  const isIdle = added.length === 0 && differences.length === 0
  if (request.dry_run || wrong.length > 0 || isIdle) {
    return { ok: true, ...report, refused: wrong, taken: false, secrets: {} }
  }
  const taken = plan.take({ by: byCommand, why: `npm run city -- apply (${cityDir})` })
  if (isRefusal(taken)) return refused(taken)
  const secrets = Object.fromEntries(taken.secrets)
  return { ok: true, ...report, refused: [], taken: true, secrets }
}
