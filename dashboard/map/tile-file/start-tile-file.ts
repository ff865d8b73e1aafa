import { effect } from '@preact/signals'
import type { Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import { pendingDrawings } from '../../state/idle.ts'
import { theme } from '../../state/preferences.ts'
import { baseMap, tileFile } from '../base-map.ts'
import type { TileFileLayer } from './tile-file-layer.ts'

/**
 * Rung 2 of the base map: the operator's tile file from our own server. It gives way to tiles from
 * outside while they come, and to rung 1 for good where it is damaged.
 */
export function startTileFile(map: LeafletMap, { base_map: file }: CityResource): () => void {
  tileFile.value = file === 'unreadable' ? 'broken' : 'none'
  if (file === null || file === 'unreadable') return () => undefined
  let stop: (() => void) | undefined
  let isStopped = false
  const start = async () => {
    const { createTileFileLayer } = await import('./tile-file-layer.ts')
    if (isStopped) return
    tileFile.value = 'ready'
    const layer = createTileFileLayer(map, file, () => (tileFile.value = 'broken'))
    stop = followPage(map, layer)
  }
  pendingDrawings.value++
  void start()
    .catch(() => (tileFile.value = 'broken'))
    .finally(() => pendingDrawings.value--)
  return () => {
    isStopped = true
    stop?.()
  }
}

/** Shows the layer while nothing better is there, in the theme of the moment. */
function followPage(map: LeafletMap, layer: TileFileLayer): () => void {
  const show = (isShown: boolean) => {
    if (isShown) layer.addTo(map)
    else layer.remove()
    map.getContainer().classList.toggle('has-file', isShown)
  }
  const stopShowing = effect(() => show(baseMap.value === 'file'))
  const repaint = () => layer.repaint()
  const stopTheme = effect(() => {
    void theme.value
    // The attribute on the document changes in the same turn; its colours are there in the next.
    requestAnimationFrame(repaint)
  })
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', repaint)
  return () => {
    stopShowing()
    stopTheme()
    dark.removeEventListener('change', repaint)
    show(false)
  }
}
