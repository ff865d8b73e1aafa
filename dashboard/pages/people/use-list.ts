import { useSignal, type Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { loadJson } from '../../state/request.ts'

export type Listed<T> = readonly T[] | 'loading' | 'failed'

/** All items of a short list, and how to ask for them again; what is there stays meanwhile. */
export function useList<T>(path: string): { items: Signal<Listed<T>>; load: () => Promise<void> } {
  const items = useSignal<Listed<T>>('loading')
  const load = async () => {
    try {
      items.value = (await loadJson<{ items: T[] }>(path)).items
    } catch {
      items.value = 'failed'
    }
  }
  useEffect(() => void load(), [path])
  return { items, load }
}
