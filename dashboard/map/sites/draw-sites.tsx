import { DivIcon, LayerGroup, Marker, type Map as LeafletMap } from 'leaflet'
import { render } from 'preact'
import type { Facility } from '#domain/wire/city.ts'
import { House } from './house.tsx'
import { isSite, siteLookOf } from './site-look.ts'
import { pointedSite } from './site-names.ts'

/** Draws evacuation sites as houses below the marks; a pointer or a finger asks for a name. */
export function startSites(map: LeafletMap, facilities: readonly Facility[]): () => void {
  const pane = map.createPane('sites')
  pane.classList.add('sites-pane')
  pane.setAttribute('aria-hidden', 'true')
  const group = new LayerGroup(facilities.filter(isSite).map(drawSite)).addTo(map)
  const forget = () => void (pointedSite.value = null)
  // Before the click itself: one on another site names that.
  map.on('preclick zoomstart', forget)
  return () => {
    map.off('preclick zoomstart', forget)
    forget()
    group.remove()
  }
}

function drawSite(site: Facility): Marker {
  const element = document.createElement('div')
  render(<House look={siteLookOf(site)} />, element)
  const marker = new Marker([site.lat, site.lon], {
    pane: 'sites',
    keyboard: false,
    // A bus that stands before the house is still found by the map.
    bubblingMouseEvents: true,
    icon: new DivIcon({ html: element, className: 'site-mark', iconSize: [0, 0] }),
  })
  const point = () => void (pointedSite.value = site.id)
  return marker.on({
    click: point,
    mouseover: point,
    mouseout: () => void (pointedSite.value = null),
  })
}
