import type { Labels } from '#domain/words/labels.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** A stretch of time as rain is told with: 10分, 1時間, 24時間; `90 min`. */
export function spanLabel(ms: number): Labels {
  if (ms % hourMs === 0) return { ja: `${ms / hourMs}時間`, en: `${ms / hourMs} h` }
  if (ms % minuteMs === 0) return { ja: `${ms / minuteMs}分`, en: `${ms / minuteMs} min` }
  return { ja: `${ms / 1_000}秒`, en: `${ms / 1_000} s` }
}
