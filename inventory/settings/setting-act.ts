import type { DatedPart, NewSetting } from '#store/registry/setting.ts'
import type { StepAct } from '../parts.ts'

const acts = { thresholds: 'thresholds_set', gauge: 'reference_set' } as const

/** The dated part that an act is about; undefined for any other act. */
export const partOfAct = (act: string): DatedPart | undefined =>
  (['thresholds', 'gauge'] as const).find((part) => acts[part] === act)

const asFields = (value: unknown): Record<string, unknown> | null =>
  value === undefined ? null : { ...(value as object) }

/** The act that brings a setting: what holds before it, and what from its day on. */
export function actOfSetting(
  setting: NewSetting,
  { before, after }: { before: unknown; after: unknown },
): StepAct {
  return {
    act: acts[setting.part],
    before: asFields(before),
    after: { ...asFields(after), valid_from: setting.valid_from },
    setting,
  }
}
