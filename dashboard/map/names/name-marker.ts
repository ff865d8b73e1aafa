import { DivIcon, Marker, type LatLngExpression } from 'leaflet'

/** A name printed on the map at `at`, `shift` pixels below it; a picture, nothing to press. */
export function nameMarker(
  at: LatLngExpression,
  text: string,
  { className, pane, shift = 0 }: { className: string; pane: string; shift?: number },
): Marker {
  const label = document.createElement('span')
  label.textContent = text
  return new Marker(at, {
    pane,
    interactive: false,
    keyboard: false,
    icon: new DivIcon({
      html: label,
      className: `map-name ${className}`,
      iconSize: [0, 0],
      iconAnchor: [0, -shift],
    }),
  })
}
