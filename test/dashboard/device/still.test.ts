import { describe, expect, it } from 'vitest'
import { stillFor } from '#dashboard/logic/device/still.ts'
import { standingOf } from '#dashboard/logic/device/standing.ts'
import { createFormat } from '#dashboard/words/format.ts'
import { en } from '#dashboard/words/en.ts'
import { ja } from '#dashboard/words/ja.ts'
import { device, noon, reading, tide as kind } from '../samples.ts'

const hour = 3_600_000

describe('a level that stands still', () => {
  it('is told in words, with how long', () => {
    const told = [ja, en].map((words, at) => {
      const format = createFormat(at === 0 ? 'ja' : 'en', 'Asia/Tokyo', words)
      return words.level.unchanged(format.duration(26 * hour))
    })
    expect(told).toEqual(['変化なし 26時間', 'unchanged for 26 h'])
  })

  it('is told of now only, and not where the newest report has no value', () => {
    const still = device({ unchanged_ms: 7 * hour })
    expect(stillFor(still, standingOf(still, kind, noon))).toBe(7 * hour)
    expect(stillFor(still, standingOf(still, kind, noon + 24 * hour))).toBe(null)
    const blind = device({
      ...still,
      level: null,
      latest: reading({ height_m: null }, { flag: 9 }),
    })
    expect(stillFor(blind, standingOf(blind, kind, noon))).toBe(null)
    expect(stillFor(device(), standingOf(device(), kind, noon))).toBe(null)
  })
})
