import { modeOf } from '#domain/devices/columns/columns.ts'
import type { Patch, Planning } from './planning.ts'

/** Reporting intervals: those until now, with the modes that the row names. */
export function planEvery({ draft, present, kind }: Planning): Patch {
  const known = Object.keys(kind.reporting.everyMs)
  const every = new Map(Object.entries(present?.every_ms ?? {}))
  const said = draft.columns.filter((name) => modeOf(name) !== undefined)
  if (said.length === 0) return {}
  for (const name of said) {
    const mode = modeOf(name) ?? ''
    const seconds = draft.number(name)
    if (seconds === null) every.delete(mode)
    else every.set(mode, Math.round(seconds * 1_000))
    if (seconds === null || known.includes(mode)) continue
    draft.refuse(
      name,
      `${kind.title.ja}の間隔は ${known.join('、')} です`,
      `${kind.id} reports as ${known.join(', ')}`,
    )
  }
  return { every_ms: every.size === 0 ? null : Object.fromEntries(every) }
}
