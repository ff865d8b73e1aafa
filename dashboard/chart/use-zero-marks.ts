import { useComputed, type ReadonlySignal } from '@preact/signals'
import type { ReferenceVersion } from '#domain/wire/inventory.ts'
import { listZeroMarks, type ZeroMark } from '../logic/value/zero-marks.ts'
import { useFollowed } from '../parts/use-followed.ts'
import { readsAll } from '../state/reader.ts'

interface References {
  items: readonly ReferenceVersion[]
}

/** The public sees no history of settings, and what has no level has no zero. */
const none = () => Promise.resolve({ items: [] })

/** Where in time the zero of a gauge was changed; nothing until that is known. */
export function useZeroMarks(id: string, isLevel: boolean): ReadonlySignal<readonly ZeroMark[]> {
  const path = isLevel && readsAll.value ? `/v1/devices/${encodeURIComponent(id)}/references` : ''
  const { state } = useFollowed<References>(path, path === '' ? none : undefined)
  return useComputed(() =>
    typeof state.value === 'object' ? listZeroMarks(state.value.loaded.items) : [],
  )
}
