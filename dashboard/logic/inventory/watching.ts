import type { Guard } from '#domain/devices/device.ts'
import type { DevicePatchRequest, InventoryItem } from '#domain/wire/inventory.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { Labels } from '#domain/words/labels.ts'
import {
  isChanged,
  isTicked,
  listNumberFaults,
  numberIn,
  tick,
  typed,
  type Draft,
  type Faults,
  type Sheet,
} from './draft.ts'

/** The limits of a guard in the order of the form. */
export const guardParts = ['min', 'max', 'stepPer10Min'] as const
export type GuardPart = (typeof guardParts)[number]

export const guardKey = (field: string, part: GuardPart): string => `guard.${field}.${part}`

/** The fields of a kind that limits can be set for: numbers. */
export const guardFields = (kind: KindResource | undefined): FieldResource[] =>
  (kind?.fields ?? []).filter(({ type }) => type === 'number' || type === 'integer')

const wrongOrder: Labels = {
  ja: '下限より大きい値にしてください。',
  en: 'Must be above the lower limit.',
}
const notAbove: Labels = { ja: '0より大きい値にしてください。', en: 'Must be above 0.' }

const keysOf = (fields: readonly FieldResource[]) =>
  fields.flatMap(({ name }) => guardParts.map((part) => guardKey(name, part)))

function checkGuard(draft: Draft, field: string): Faults {
  const [min, max, step] = guardParts.map((part) => numberIn(draft, guardKey(field, part)))
  const isFalling = min != null && max != null && min >= max
  const isStepless = step != null && step <= 0
  return {
    ...(isFalling && { [guardKey(field, 'max')]: wrongOrder }),
    ...(isStepless && { [guardKey(field, 'stepPer10Min')]: notAbove }),
  }
}

/** 見守り設定. */
export function watchingSheet(kind: KindResource | undefined): Sheet<InventoryItem> {
  const fields = guardFields(kind)
  return {
    read: ({ normally_flat, guards }) => ({
      normally_flat: tick(normally_flat),
      ...Object.fromEntries(
        fields.flatMap(({ name }) =>
          guardParts.map((part) => [guardKey(name, part), typed(guards?.[name]?.[part])]),
        ),
      ),
    }),
    check: (draft) =>
      Object.assign(
        {},
        ...fields.map(({ name }) => checkGuard(draft, name)),
        listNumberFaults(draft, keysOf(fields)),
      ) as Faults,
  }
}

/** The limits of one field; null where there is none. */
function guardIn(draft: Draft, field: string): Guard | null {
  const limits = guardParts.flatMap((part) => {
    const value = numberIn(draft, guardKey(field, part))
    return value === null ? [] : [[part, value] as const]
  })
  return limits.length > 0 ? Object.fromEntries(limits) : null
}

export function watchingPatch(
  draft: Draft,
  base: Draft,
  kind: KindResource | undefined,
): DevicePatchRequest {
  const fields = guardFields(kind)
  const guards = Object.fromEntries(
    fields.flatMap(({ name }) => {
      const guard = guardIn(draft, name)
      return guard ? [[name, guard] as const] : []
    }),
  )
  return {
    ...(isChanged(draft, base, ...keysOf(fields)) && {
      guards: Object.keys(guards).length > 0 ? guards : null,
    }),
    ...(isChanged(draft, base, 'normally_flat') && {
      normally_flat: isTicked(draft, 'normally_flat'),
    }),
  }
}
