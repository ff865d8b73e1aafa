import type { Projection } from './board/projection.ts'
import type { LevelConsumer } from './levels/level-consumer.ts'

/** Work lost by a crash: at most so much of the journal is read again at the next start. */
const pauseMs = 2_000
/** A thousand devices at once are saved every four seconds, not every two. */
const pausePerDeviceMs = 4

/** Saves the consumers' cursors a little after something happened; idle cities write nothing. */
export function createSaving(projection: Projection, levels: LevelConsumer) {
  let timer: NodeJS.Timeout | undefined

  const saveNow = () => {
    clearTimeout(timer)
    timer = undefined
    projection.save()
    levels.save()
  }

  return {
    saveNow,
    plan() {
      if (timer) return
      const pause = Math.max(pauseMs, pausePerDeviceMs * projection.dirtyDevices)
      timer = setTimeout(saveNow, pause)
      timer.unref()
    },
    stop: () => clearTimeout(timer),
  }
}
