import { useEffect, useRef } from 'preact/hooks'
import { city } from '../state/city.ts'
import { words } from '../state/preferences.ts'
import { Icon, icons } from '../parts/icon.tsx'
import { baseMap } from './base-map.ts'
import { Credits } from './credits.tsx'
import { Legend } from './legend.tsx'
import { startMap, type CityMapView } from './start-map.ts'

/** The map as a picture of the list. `quiet`: no buttons, for the wall. */
export function CityMap({ quiet = false }: { quiet?: boolean }) {
  const holder = useRef<HTMLDivElement>(null)
  const foot = useRef<HTMLDivElement>(null)
  const view = useRef<CityMapView>(null)
  const resource = city.value
  useEffect(() => {
    if (!holder.current || !resource) return
    const started = startMap(holder.current, resource, {
      quiet,
      footHeight: () => foot.current?.offsetHeight ?? 0,
    })
    view.current = started
    return () => started.close()
  }, [resource, quiet])
  return (
    <div class="city-map">
      <div class="map-holder" ref={holder} role="group" aria-label={words.value.map.label} />
      {!quiet && <MapButtons view={view} />}
      <div class="map-foot" ref={foot}>
        {baseMap.value !== 'online' && <p class="map-badge">{words.value.map.offline}</p>}
        <Credits />
      </div>
      <Legend open={quiet} />
    </div>
  )
}

function MapButtons({ view }: { view: { current: CityMapView | null } }) {
  const { map } = words.value
  const buttons = [
    { text: map.zoomIn, path: icons.plus, act: () => view.current?.zoomBy(1) },
    { text: map.zoomOut, path: icons.minus, act: () => view.current?.zoomBy(-1) },
    { text: map.reset, path: icons.home, act: () => view.current?.showCity() },
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
