import { effect, signal } from '@preact/signals'
import { loadState } from './load-city.ts'

/** Work that is still to be drawn: the map, a chart. Zero means the picture is complete. */
export const pendingDrawings = signal(0)

/** Counts one more drawing as under way until the function that it returns is called. */
export function beginDrawing(): () => void {
  // Peeked: counting must not make an effect depend on the count.
  pendingDrawings.value = pendingDrawings.peek() + 1
  let isUnderWay = true
  return () => {
    if (isUnderWay) pendingDrawings.value = pendingDrawings.peek() - 1
    isUnderWay = false
  }
}

/** Marks the document `data-idle="true"` while all is drawn, for whoever takes its picture. */
export function startIdleMark(): () => void {
  let frame = 0
  const stop = effect(() => {
    const isDrawn = loadState.value !== 'loading' && pendingDrawings.value === 0
    cancelAnimationFrame(frame)
    if (!isDrawn) document.documentElement.dataset['idle'] = 'false'
    // Two frames: the first paints what the signals have just changed.
    else frame = requestAnimationFrame(() => (frame = requestAnimationFrame(setIdle)))
  })
  return () => {
    stop()
    cancelAnimationFrame(frame)
  }
}

function setIdle(): void {
  document.documentElement.dataset['idle'] = 'true'
}
