/** Since the start of the process. */
export interface Counters {
  points: number
  refused: number
  expired: number
}

export const createCounters = (): Counters => ({ points: 0, refused: 0, expired: 0 })
