import { effect, untracked, useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { createReloads } from '../logic/operation/reloads.ts'
import { returns } from '../state/connection.ts'
import { fleet } from '../state/fleet.ts'
import { loadJson, RequestError } from '../state/request.ts'

/** Something that the server knows of devices: not there yet, as loaded, or that there is none. */
export type Followed<T> = { loaded: T } | 'loading' | 'gone' | 'failed'

export interface Following<T> {
  state: ReadonlySignal<Followed<T>>
  /** Asks once more, and gives what came. */
  reload(): Promise<T>
}

const isFinal = (error: unknown) =>
  error instanceof RequestError && error.status >= 400 && error.status < 500

/**
 * Loads a resource and keeps it true: it is asked again whenever a device was changed, by whomever,
 * and when the connection is back.
 */
export function useFollowed<T>(path: string, load = loadJson<T>): Following<T> {
  const state = useSignal<Followed<T>>('loading')
  const following = useMemo(() => {
    let newest = 0
    const reload = async () => {
      const own = ++newest
      const loaded = await load(path)
      // What was asked for earlier may land later.
      if (own === newest) state.value = { loaded }
      return loaded
    }
    const keep = async () => {
      try {
        await reload()
      } catch (error) {
        if (state.peek() === 'loading' || isFinal(error))
          state.value = isFinal(error) ? 'gone' : 'failed'
        if (!isFinal(error)) throw error
      }
    }
    const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
    return { state, reload, ask: createReloads({ load: keep, pause }) }
  }, [path])
  useEffect(
    () =>
      effect(() => {
        void fleet.value
        void returns.value
        untracked(following.ask)
      }),
    [following],
  )
  return following
}
