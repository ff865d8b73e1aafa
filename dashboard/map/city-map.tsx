import { useEffect, useRef } from 'preact/hooks'
import type { Box } from '../logic/map/declutter.ts'
import { Icon, icons } from '../parts/icon.tsx'
import { city } from '../state/city.ts'
import { words } from '../state/preferences.ts'
import { EdgeArrows } from './arrows/edge-arrows.tsx'
import { baseMap } from './base-map.ts'
import { Credits } from './credits.tsx'
import { Legend } from './legend.tsx'
import { startMap, type CityMapView } from './start-map.ts'

/** The map as a picture of the list. `quiet`: no buttons, for the wall. */
export function CityMap({ quiet = false }: { quiet?: boolean }) {
  const stage = useRef<HTMLDivElement>(null)
  const holder = useRef<HTMLDivElement>(null)
  const scale = useRef<HTMLDivElement>(null)
  const view = useRef<CityMapView>(null)
  const resource = city.value
  useEffect(() => {
    if (!stage.current || !holder.current || !scale.current || !resource) return
    const controls = findControls(stage.current)
    const started = startMap(holder.current, resource, {
      quiet,
      scaleHolder: scale.current,
      listControls: () =>
        controls.map((control) => ({
          box: boxOn(holder.current, control),
          isPassing: control.matches('[open]'),
        })),
    })
    view.current = started
    const observer = new ResizeObserver(() => started.controlsMoved())
    for (const control of controls) observer.observe(control)
    return () => {
      observer.disconnect()
      started.close()
    }
  }, [resource, quiet])
  const goTo = (deviceId: string) => view.current?.goTo(deviceId)
  return (
    <div class="city-map">
      <div class="map-stage" ref={stage}>
        <div class="map-holder" ref={holder} role="group" aria-label={words.value.map.label} />
        {quiet ? <EdgeArrows /> : <EdgeArrows onGo={goTo} />}
        {!quiet && <MapButtons view={view} />}
        {!quiet && <Legend open={false} />}
      </div>
      <div class="map-foot">
        <div class="map-scale" ref={scale} />
        {baseMap.value !== 'online' && <p class="map-badge">{words.value.map.offline}</p>}
        <Credits />
      </div>
      {quiet && <Legend open />}
    </div>
  )
}

/** What lies on the map for good; arrows keep clear of it. */
function findControls(stage: HTMLElement): HTMLElement[] {
  return [...stage.querySelectorAll<HTMLElement>('.map-buttons, .legend')]
}

function boxOn(holder: HTMLElement | null, control: HTMLElement): Box {
  const [map, { left, top, right, bottom }] = [
    holder?.getBoundingClientRect() ?? new DOMRect(),
    control.getBoundingClientRect(),
  ]
  return {
    left: left - map.left,
    top: top - map.top,
    right: right - map.left,
    bottom: bottom - map.top,
  }
}

function MapButtons({ view }: { view: { current: CityMapView | null } }) {
  const { map } = words.value
  const buttons = [
    { text: map.zoomIn, path: icons.plus, act: () => view.current?.zoomBy(1) },
    { text: map.zoomOut, path: icons.minus, act: () => view.current?.zoomBy(-1) },
    { text: map.reset, path: icons.fit, act: () => view.current?.showCity() },
  ]
  return (
    <div class="map-buttons">
      {buttons.map(({ text, path, act }) => (
        <button
          type="button"
          class="map-button"
          key={text}
          aria-label={text}
          title={text}
          onClick={act}
        >
          <Icon path={path} />
        </button>
      ))}
    </div>
  )
}
