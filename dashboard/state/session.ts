import { effect } from '@preact/signals'
import { announceWaiting } from './announce/announcer.ts'
import { lastHeardTs } from './connection.ts'
import { ageFleet } from './fleet.ts'
import { startLive } from './live.ts'
import { loadCity } from './load-city.ts'
import { now, serverNow, startClock } from './server-clock.ts'
import { startTrends } from './trends.ts'

let isStarted = false

/** Loads the city and follows it live; called again by "try again" after a failed load. */
export async function startSession(): Promise<void> {
  if (!(await loadCity()) || isStarted) return
  isStarted = true
  startClock()
  effect(() => {
    void now.value
    // As of the server's last word: what it did not say is no fault of a device.
    ageFleet(lastHeardTs.peek() ?? serverNow())
    announceWaiting()
  })
  startLive()
  startTrends()
}
