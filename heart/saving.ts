import type { Projection } from '#views/projection.ts'
import type { LevelOwner } from '#alarms/level/level-owner.ts'

/** Work lost by a crash: what came in so long is read from the journal again at the next start. */
const pauseMs = 2_000
/** Saved at once: the readings that wait behind them wait for milliseconds. */
const devicesAtOnce = 100
/** While more than these wait, some are saved so often. */
const shortPauseMs = 200
/** However many devices wait, each has its turn within so many saves: in ten seconds. */
const savesARound = 50

/** Saves the consumers' cursors a little after something happened; idle cities write nothing. */
export function createSaving(projection: Projection, levels: LevelOwner) {
  const savingLevels = createRounds(levels)
  const savingDevices = createRounds(projection)

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

/** Saves some devices after a pause, until none is left. */
function createRounds(consumer: Pick<Projection, 'save' | 'unsavedDevices'>) {
  const timer = createTimer(
    () => {
      consumer.save(Math.max(devicesAtOnce, Math.ceil(consumer.unsavedDevices / savesARound)))
      if (consumer.unsavedDevices > 0) timer.plan()
    },
    () => (consumer.unsavedDevices > devicesAtOnce ? shortPauseMs : pauseMs),
  )
  return timer
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
