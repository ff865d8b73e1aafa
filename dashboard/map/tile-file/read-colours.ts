import type { MapColours } from './tile-view.ts'

const properties = {
  land: '--map-city',
  water: '--map-water',
  waterLine: '--map-water-line',
  road: '--map-road',
  building: '--map-building',
  boundary: '--map-neighbour-line',
} as const satisfies Record<keyof MapColours, string>

/** Resolves the style sheet's colours: a canvas does not know `light-dark()`. */
export function readColours(pane: HTMLElement): MapColours {
  const probe = document.createElement('span')
  pane.append(probe)
  const resolve = (property: string) => {
    probe.style.color = `var(${property})`
    return getComputedStyle(probe).color
  }
  const colours = Object.entries(properties).map(([name, property]) => [name, resolve(property)])
  probe.remove()
  return Object.fromEntries(colours) as MapColours
}
