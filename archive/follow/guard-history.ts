import type { Clock } from '#domain/operation/clock.ts'
import { ArchiveError } from '../archive-error.ts'
import type { History } from '../port.ts'
import type { Standing } from './standing.ts'

interface Options {
  clock: Clock
  standing: Pick<Standing, 'silence'>
}

// After a question that was not answered, the next ones are not asked for so long.
const pauseMs = 15_000

/**
 * Asks only an archive that answers. One that hangs would keep every chart waiting for its own
 * time-out, although the recent part could be shown at once.
 */
export function guardHistory(history: History, { clock, standing }: Options): History {
  let silent: { words: string; untilMs: number } | undefined

  function throwWhereSilent(): void {
    const paused = silent && clock.monotonicMs() < silent.untilMs ? silent.words : null
    const words = standing.silence ?? paused
    if (words !== null) throw new ArchiveError(words, { isSilent: true })
  }

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    throwWhereSilent()
    try {
      return await question()
    } catch (error) {
      if (error instanceof ArchiveError && error.isSilent && error.stop === null) {
        silent = { words: error.message, untilMs: clock.monotonicMs() + pauseMs }
      }
      throw error
    }
  }

  return {
    listReadings: (...query) => ask(() => history.listReadings(...query)),
    foldReadings: (...query) => ask(() => history.foldReadings(...query)),
    listFacts: (...query) => ask(() => history.listFacts(...query)),
  }
}
