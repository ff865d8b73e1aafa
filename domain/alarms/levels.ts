import type { Labels } from '../words/labels.ts'
import type { Thresholds } from '../wire/thresholds.ts'

/**
 * Reference levels at a gauge (基準水位), lowest first, with the warning level each stands for.
 * Source: MLIT flood forecast terms; a gauge may lack any of them. 計画高水位 is no alarm level.
 */
export const thresholdKeys = ['standby', 'caution', 'evac', 'danger', 'overflow'] as const
export type ThresholdKey = (typeof thresholdKeys)[number]

export const thresholdLevels: Readonly<Record<ThresholdKey, Level>> = {
  standby: 1,
  caution: 2,
  evac: 3,
  danger: 4,
  overflow: 5,
}

const officialNames: Readonly<Record<ThresholdKey, Labels>> = {
  standby: { ja: '水防団待機水位', en: 'Flood-fighting standby level' },
  caution: { ja: '氾濫注意水位', en: 'Flood caution level' },
  evac: { ja: '避難判断水位', en: 'Evacuation judgement level' },
  danger: { ja: '氾濫危険水位', en: 'Flood danger level' },
  overflow: { ja: '氾濫開始相当水位', en: 'Overflow level' },
}

/**
 * What thresholds are called that a city set itself: only those of the river's administrator bear a
 * legal name (水防法 10条, 13条).
 */
const localNames: Readonly<Record<ThresholdKey, Labels>> = {
  standby: { ja: '市設定水位1', en: 'City-set level 1' },
  caution: { ja: '市設定水位2', en: 'City-set level 2' },
  evac: { ja: '市設定水位3', en: 'City-set level 3' },
  danger: { ja: '市設定水位4', en: 'City-set level 4' },
  overflow: { ja: '市設定水位5', en: 'City-set level 5' },
}

export type Authority = Thresholds['authority']

export const thresholdNameOf = (key: ThresholdKey, authority: Authority): Labels =>
  (authority === 'official' ? officialNames : localNames)[key]

/** 0 = below every threshold. */
export type Level = 0 | 1 | 2 | 3 | 4 | 5

/** The thresholds a gauge has, lowest first. */
export function listThresholds(thresholds: Thresholds): { key: ThresholdKey; value: number }[] {
  return thresholdKeys.flatMap((key) => {
    const value = thresholds[key]
    return value === null ? [] : [{ key, value }]
  })
}

/** True where a gauge has any threshold at all. */
export const hasThresholds = (thresholds: Thresholds): boolean =>
  thresholdKeys.some((key) => thresholds[key] !== null)

/**
 * The level of a value: that of the highest threshold reached, `>=` counting as reached.
 * Missing thresholds are skipped, never interpolated. Null without a value or any threshold.
 */
export function levelOf(value: number | null, thresholds: Thresholds | undefined): Level | null {
  if (value === null || !thresholds) return null
  // A plain loop: this runs for every reading of a gauge.
  let level: Level | null = null
  for (const key of thresholdKeys) {
    const threshold = thresholds[key]
    if (threshold === null) continue
    if (value >= threshold) level = thresholdLevels[key]
    else level ??= 0
  }
  return level
}
