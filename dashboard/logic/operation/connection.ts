/** How sure the page is that what it shows is now. */
export type Connection = 'connecting' | 'live' | 'unstable' | 'cut'

/** Two beats and a bit: longer silence is worth a word. */
export const unstableAfterMs = 5_000
/** From here on nothing on the page may look live. */
export const cutAfterMs = 15_000

/** Judged by silence alone: an open socket that says nothing is no connection. */
export function connectionOf(input: {
  now: number
  lastHeard: number | null
  startedAt: number
}): Connection {
  const silentMs = input.now - (input.lastHeard ?? input.startedAt)
  if (silentMs > cutAfterMs) return 'cut'
  if (input.lastHeard === null) return 'connecting'
  return silentMs > unstableAfterMs ? 'unstable' : 'live'
}
