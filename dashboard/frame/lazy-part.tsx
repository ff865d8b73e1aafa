import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { beginDrawing } from '../state/idle.ts'
import { words } from '../state/preferences.ts'

interface Lazy<Props extends object> {
  Part: ComponentType<Props>
  /** Fetches its code before somebody asks for it: the line may be cut by then. */
  loadAhead(): void
}

/**
 * A part of a page whose code comes by itself, so that what must be seen first does not wait for
 * it. Where the code can't be had, the page says so in its place.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Lazy<Props> {
  let loading: Promise<ComponentType<Props> | 'failed'> | undefined
  let loaded: ComponentType<Props> | undefined
  const fetchOnce = () => {
    loading ??= load().then(
      (part) => (loaded = part),
      () => {
        // Asked for once more when it is opened again.
        loading = undefined
        return 'failed' as const
      },
    )
    return loading
  }
  return {
    loadAhead: () => void fetchOnce(),
    Part(props) {
      const state = useSignal(loaded ? 'here' : 'loading')
      useEffect(() => {
        if (state.value === 'here') return
        const drawn = beginDrawing()
        void fetchOnce().then((part) => {
          state.value = part === 'failed' ? part : 'here'
          return drawn()
        })
      }, [])
      if (state.value === 'here' && loaded) {
        const Loaded = loaded
        return <Loaded {...props} />
      }
      if (state.value === 'loading') return null
      return <p class="is-bad">{words.value.load.failed}</p>
    },
  }
}
