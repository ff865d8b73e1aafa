import { computed, signal } from '@preact/signals'

/** True while tiles from outside come. */
export const areTilesShown = signal(false)

/** The operator's tile file: `broken` where there is one and it cannot be drawn; the map says so. */
export const tileFile = signal<'none' | 'ready' | 'broken'>('none')

/**
 * Which base map is on screen: the city folder's own (rung 1), the operator's tile file (rung 2), or
 * tiles from outside (rung 3).
 */
export const baseMap = computed(() => {
  if (areTilesShown.value) return 'online'
  return tileFile.value === 'ready' ? 'file' : 'offline'
})
