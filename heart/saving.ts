import type { Projection } from '#views/projection.ts'
import type { LevelConsumer } from '#alarms/level-consumer.ts'

/** Work lost by a crash: what came in so long is read from the journal again at the next start. */
const pauseMs = 2_000
/** Saved at once: the readings that wait behind them wait for milliseconds. */
const devicesAtOnce = 100
/** While more than these wait, some are saved so often. */
const shortPauseMs = 200
/** However many devices wait, each has its turn within so many saves: in ten seconds. */
const savesARound = 50

/** Saves the consumers' cursors a little after something happened; idle cities write nothing. */
export function createSaving(projection: Projection, levels: LevelConsumer) {
  const savingLevels = createTimer(
    () => levels.save(),
    () => pauseMs,
  )
  const savingDevices = createTimer(
    () => {
      projection.save(Math.max(devicesAtOnce, Math.ceil(projection.unsavedDevices / savesARound)))
      if (projection.unsavedDevices > 0) savingDevices.plan()
    },
    () => (projection.unsavedDevices > devicesAtOnce ? shortPauseMs : pauseMs),
  )

  const stop = () => {
    savingLevels.stop()
    savingDevices.stop()
  }
  return {
    saveNow() {
      stop()
      projection.save()
      levels.save()
    },
    plan() {
      savingLevels.plan()
      savingDevices.plan()
    },
    stop,
  }
}

/** Runs once after a pause, however often it is planned meanwhile. */
function createTimer(run: () => void, readPauseMs: () => number) {
  let timer: NodeJS.Timeout | undefined
  return {
    plan() {
      timer ??= setTimeout(() => {
        timer = undefined
        run()
      }, readPauseMs()).unref()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
