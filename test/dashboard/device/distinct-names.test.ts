import { describe, expect, it } from 'vitest'
import { distinguishNames } from '#dashboard/logic/device/distinct-names.ts'

const named = (id: string, ja: string, en = id) => ({ id, name: { ja, en } })

describe('two devices of one name', () => {
  it('bear their ids, in the language in which the names are the same', () => {
    const devices = [named('bus-1', '市内バス'), named('bus-2', '市内バス'), named('g-1', '江戸崎')]
    expect(distinguishNames(devices).map(({ name }) => name)).toEqual([
      { ja: '市内バス（bus-1）', en: 'bus-1' },
      { ja: '市内バス（bus-2）', en: 'bus-2' },
      { ja: '江戸崎', en: 'g-1' },
    ])
  })

  it('leave all others as they are', () => {
    const devices = [named('a-1', '一'), named('a-2', '二')]
    const [first, second] = distinguishNames(devices)
    expect([first, second]).toEqual(devices)
    expect(first).toBe(devices[0])
  })
})
