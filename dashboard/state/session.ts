import { effect } from '@preact/signals'
import { announceWaiting } from './announce/announcer.ts'
import { lastHeardTs } from './connection.ts'
import { ageFleet } from './fleet.ts'
import { startLive } from './live.ts'
import { loadCity } from './load-city.ts'
import { startRegaining } from './lost-session.ts'
import { loadReader, signIn } from './reader.ts'
import { now, serverNow, startClock } from './server-clock.ts'
import { startTrends } from './trends.ts'

let isStarted = false

/** Somebody has just logged in: all that the page knows begins anew. */
export async function beginAnew(): Promise<void> {
  if (isStarted) location.reload()
  else await startSession()
}

/** The load of the city fails as well, and says why. */
const tellUnknown = () => undefined

/**
 * Begins the reader's session where a link brought a token, loads the city and follows it live;
 * called again by "try again" after a failed load.
 */
export async function startSession(token: string | null = null): Promise<void> {
  if (token !== null) {
    const isIn = await signIn(token)
    // Its stream ended with the session before.
    if (isIn && isStarted) return location.reload()
  }
  // Together: who reads decides what is shown, not whether the city answers.
  const [isLoaded] = await Promise.all([loadCity(), loadReader().catch(tellUnknown)])
  if (!isLoaded || isStarted) return
  isStarted = true
  startRegaining()
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
