import type { Clock } from '#domain/operation/clock.ts'
import { DataDamageError } from './data-damage-error.ts'

/** Before this program existed: a machine without a battery begins in 1970. */
const plausibleFromTs = Date.UTC(2020, 0, 1)

/**
 * Refuses to start with a clock that was never set: every reading would be stamped with a wrong
 * time of receipt, be taken for one from the future, and raise no alarm.
 */
export function checkClock(clock: Clock): void {
  const now = clock.now()
  if (now >= plausibleFromTs) return
  throw new DataDamageError(
    'CLOCK_NOT_SET',
    `この機器の時計が合っていません（${new Date(now).toISOString()}）。時計を合わせて（timedatectl set-ntp true）、もう一度起動してください。何も変更していません。\n` +
      `The clock of this machine says ${new Date(now).toISOString()}: it was never set. Set it ` +
      '(timedatectl set-ntp true), then start again. Nothing was changed.',
  )
}
