import {
  listThresholds,
  thresholdLevels,
  thresholdNameOf,
  type Authority,
  type Level,
  type ThresholdKey,
} from '#domain/alarms/levels.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'

export interface ThresholdStep {
  key: ThresholdKey
  level: Level
  value: number
  authority: Authority
}

/** 氾濫危険水位 of the river's administrator, 市設定水位4 of the city. */
export const nameOfStep = ({ key, authority }: ThresholdStep): Labels =>
  thresholdNameOf(key, authority)

/** The thresholds of a gauge with their levels, lowest first. */
export function thresholdSteps(thresholds: Thresholds | null): ThresholdStep[] {
  if (!thresholds) return []
  return listThresholds(thresholds).map(({ key, value }) => ({
    key,
    value,
    level: thresholdLevels[key],
    authority: thresholds.authority,
  }))
}

/** The highest threshold reached and the next one above, either may be absent. */
export function neighbouringSteps(
  value: number,
  thresholds: Thresholds | null,
): { reached: ThresholdStep | undefined; next: ThresholdStep | undefined } {
  const steps = thresholdSteps(thresholds)
  return {
    reached: steps.findLast((step) => value >= step.value),
    next: steps.find((step) => value < step.value),
  }
}

/** The threshold of a gauge that stands for `level`. */
export function levelThreshold(
  level: Level,
  thresholds: Thresholds | null,
): ThresholdStep | undefined {
  return thresholdSteps(thresholds).find((step) => step.level === level)
}
