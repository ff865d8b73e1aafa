import type { Level } from './levels.ts'

interface Listed {
  readonly device: string
  readonly to_level: Level
}

/**
 * At most so many of a list that is newest first, in its order. Of each gauge its newest entry and its
 * highest one come first, those of the highest level before all others; the rest goes round the
 * gauges. So one that flaps for hours pushes out nobody else, and no higher level is lost.
 */
export function foldPerGauge<T extends Listed>(newestFirst: readonly T[], max: number): T[] {
  if (newestFirst.length <= max) return [...newestFirst]
  const highest = new Map<string, T>()
  for (const one of newestFirst) {
    const known = highest.get(one.device)
    if (!known || one.to_level > known.to_level) highest.set(one.device, one)
  }
  const seen = new Map<string, number>()
  const ranked = newestFirst.map((one, at) => {
    const before = seen.get(one.device) ?? 0
    seen.set(one.device, before + 1)
    const isHighest = highest.get(one.device) === one
    const level = highest.get(one.device)?.to_level ?? 0
    return { one, at, round: isHighest ? 0 : before, level }
  })
  return ranked
    .toSorted((a, b) => a.round - b.round || b.level - a.level || a.at - b.at)
    .slice(0, max)
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

/** Of each gauge its newest entry only; where they are too many, those of the highest levels. */
export function newestOfGauges<T extends Listed>(newestFirst: readonly T[], max: number): T[] {
  const devices = new Set<string>()
  const newest = newestFirst.filter(({ device }) => {
    const isFirst = !devices.has(device)
    devices.add(device)
    return isFirst
  })
  const highest = newest.toSorted((a, b) => b.to_level - a.to_level).slice(0, max)
  return newest.filter((one) => highest.includes(one))
}
