import type { Store } from '#store/store.ts'
import { startFill } from '../forward.ts'
import type { Progress } from '../progress.ts'

/** Readings that an upgrade joined go to the archive again, once, and their rollups are redone. */
export async function sendUpgraded(
  store: Pick<Store, 'loadUpgraded'>,
  progress: Progress,
): Promise<void> {
  if (progress.hasUpgraded) return
  const range = await store.loadUpgraded()
  // Where nothing was archived yet there is nothing to put right.
  if (range && progress.seq > 0) {
    if (progress.fill) startFill({ progress })
    else progress.fill = { ...range, stage: 'readings', device: '', cursor: null }
  }
  progress.hasUpgraded = true
}
