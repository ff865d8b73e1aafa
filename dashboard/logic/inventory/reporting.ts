import type { DevicePatchRequest, InventoryItem } from '#domain/wire/inventory.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import type { Labels } from '#domain/words/labels.ts'
import { isChanged, numberIn, typed, type Draft, type Faults, type Sheet } from './draft.ts'

const minuteMs = 60_000
/** As the registry takes it: no kind reports more often, no gauge is visited more rarely. */
const leastMs = 1_000
const mostMs = 400 * 24 * 60 * minuteMs

const outside: Labels = {
  ja: '1秒（0.02分）から400日（576000分）までの間隔にしてください。',
  en: 'An interval lies between one second (0.02 min) and 400 days (576000 min).',
}

export const everyKey = (mode: string): string => `every.${mode}`

/** An interval in milliseconds; null where the field is empty, NaN where it is no number. */
function everyMsIn(draft: Draft, mode: string): number | null {
  const minutes = numberIn(draft, everyKey(mode))
  return minutes === null ? null : Math.round(minutes * minuteMs)
}

/** Intervals by mode in minutes; an empty field leaves it to the kind. */
export function checkIntervals(draft: Draft, modes: readonly string[]): Faults {
  const wrong = modes.filter((mode) => {
    const ms = everyMsIn(draft, mode)
    return ms !== null && !(ms >= leastMs && ms <= mostMs)
  })
  return Object.fromEntries(wrong.map((mode) => [everyKey(mode), outside]))
}

/** Own intervals by mode; null where there is none. */
export function intervalsIn(draft: Draft, modes: readonly string[]): Record<string, number> | null {
  const own = modes.flatMap((mode) => {
    const ms = everyMsIn(draft, mode)
    return ms === null ? [] : [[mode, ms] as const]
  })
  return own.length > 0 ? Object.fromEntries(own) : null
}

export const modesOf = (kind: KindResource | undefined): string[] =>
  Object.keys(kind?.reporting.everyMs ?? {})

/** 設置と通信. */
export function reportingSheet(kind: KindResource | undefined): Sheet<InventoryItem> {
  const modes = modesOf(kind)
  return {
    read: ({ every_ms, role }) => ({
      role,
      ...Object.fromEntries(
        modes.map((mode) => [everyKey(mode), typed(inMinutes(every_ms?.[mode]))]),
      ),
    }),
    check: (draft) => checkIntervals(draft, modes),
  }
}

const inMinutes = (ms: number | undefined) => (ms === undefined ? undefined : ms / minuteMs)

export function reportingPatch(
  draft: Draft,
  base: Draft,
  kind: KindResource | undefined,
): DevicePatchRequest {
  const modes = modesOf(kind)
  const isOther = isChanged(draft, base, ...modes.map(everyKey))
  const role = draft['role'] === 'desk' ? 'desk' : 'sensor'
  return {
    ...(isOther && { every_ms: intervalsIn(draft, modes) }),
    ...(isChanged(draft, base, 'role') && { role }),
  }
}
