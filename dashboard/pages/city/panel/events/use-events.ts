import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { CityEvent } from '#domain/facts/event.ts'
import { earliestTs } from '#domain/readings/clock-limits.ts'
import type { Loaded } from '../../../../parts/load-note.tsx'
import { keepAsked } from '../../../../state/keep-asked.ts'
import { loadJson } from '../../../../state/request.ts'

/** The live stream brings readings: a pick-up shows after this long at most. */
const askEveryMs = 10_000

/** Of all times: a clock that is ahead is no reason to hide an event. */
const always = `from=${earliestTs}&to=9999-12-31T00:00:00Z`

/** The newest events of a device, newest first; those shown stay while more are loaded. */
export function useEvents(device: string, count: number): ReadonlySignal<Loaded<CityEvent>> {
  const state = useSignal<Loaded<CityEvent>>('loading')
  useEffect(
    () =>
      keepAsked(async (isCurrent) => {
        const asked = `device=${encodeURIComponent(device)}&${always}&limit=${count}`
        try {
          const { items, next_cursor } = await loadJson<{
            items: CityEvent[]
            next_cursor: string | null
          }>(`/v1/events?order=newest&${asked}`)
          if (isCurrent()) state.value = { items, hasMore: next_cursor !== null }
        } catch (error) {
          // What is known stays: the connection tells that it is old.
          if (isCurrent() && typeof state.peek() === 'string') state.value = 'failed'
          throw error
        }
      }, askEveryMs),
    [device, count],
  )
  return state
}
