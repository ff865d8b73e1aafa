import { signal } from '@preact/signals'

/** Differences below this are network delay, not a wrong clock. */
const driftMaxMs = 300

let offsetMs = 0
let isSet = false

/** The server's time now, epoch ms; moves once a second so that every age ticks by itself. */
export const now = signal(Date.now())

/** The server's time at this very moment, for what must not wait for the next tick. */
export const serverNow = (): number => Date.now() + offsetMs

/** Takes over the server's clock from a message that has just arrived. */
export function setServerTime(serverTs: number): void {
  const offset = serverTs - Date.now()
  if (isSet && Math.abs(offset - offsetMs) < driftMaxMs) return
  offsetMs = offset
  isSet = true
  now.value = serverNow()
}

/** Starts the tick, on the full second of the server's clock; returns the function to stop it. */
export function startClock(): () => void {
  let timer = 0
  const tick = () => {
    now.value = serverNow()
    timer = window.setTimeout(tick, 1_000 - (serverNow() % 1_000))
  }
  tick()
  return () => window.clearTimeout(timer)
}
