import { describe, expect, it } from 'vitest'
import { createReloads } from '#dashboard/logic/operation/reloads.ts'

/** Answers and pauses that the test lets go one by one. */
function createStory() {
  const asked: PromiseWithResolvers<void>[] = []
  const pauses: { ms: number; end(): void }[] = []
  const reload = createReloads({
    load() {
      const answer = Promise.withResolvers<void>()
      asked.push(answer)
      return answer.promise
    },
    pause: (ms) => new Promise((end) => pauses.push({ ms, end })),
  })
  const settle = () => new Promise((done) => setImmediate(done))
  return { asked, pauses, reload, settle }
}

describe('loading again', () => {
  it('asks once at a time, and once more where something was said meanwhile', async () => {
    const { asked, reload, settle } = createStory()
    reload()
    reload()
    reload()
    expect(asked).toHaveLength(1)
    asked[0]?.resolve()
    await settle()
    // The first answer may have been written before the second call.
    expect(asked).toHaveLength(2)
    asked[1]?.resolve()
    await settle()
    expect(asked).toHaveLength(2)
    reload()
    expect(asked).toHaveLength(3)
  })

  it('tries again after a failure, with pauses that grow to a limit, until it succeeds', async () => {
    const { asked, pauses, reload, settle } = createStory()
    reload()
    for (let n = 0; n < 6; n += 1) {
      asked[n]?.reject(new Error('429'))
      await settle()
      reload()
      // Not sooner because somebody calls: a server that refuses must be left alone.
      expect(asked).toHaveLength(n + 1)
      pauses[n]?.end()
      await settle()
    }
    const lengths = pauses.map(({ ms }) => ms)
    expect(lengths).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 16_000])
    asked[6]?.resolve()
    await settle()
    expect(asked).toHaveLength(7)
    expect(pauses).toHaveLength(6)
    reload()
    asked[7]?.reject(new Error('timeout'))
    await settle()
    expect(pauses.at(-1)?.ms).toBe(1_000)
  })
})
