import type { CityProcess } from '#test/support/city-process.ts'

/** Knows how long the servers of a city lived at most. */
export interface LongestLife {
  /** A server that begins to live now; what comes back notes its end. */
  follow(begin: () => Promise<CityProcess>): Promise<CityProcess>
  /** Of one that is still there until now, ms. */
  ms(): number
}

export function createLongestLife(): LongestLife {
  const begunMs = new Set<number>()
  let longestMs = 0
  return {
    async follow(begin) {
      const bornMs = performance.now()
      begunMs.add(bornMs)
      const end = () => {
        if (begunMs.delete(bornMs)) longestMs = Math.max(longestMs, performance.now() - bornMs)
      }
      try {
        const server = await begin()
        return {
          ...server,
          kill: () => server.kill().finally(end),
          close: () => server.close().finally(end),
        }
      } catch (error) {
        end()
        throw error
      }
    },
    ms: () => Math.max(longestMs, ...[...begunMs].map((bornMs) => performance.now() - bornMs)),
  }
}
