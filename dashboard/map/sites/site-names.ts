import { signal } from '@preact/signals'
import type { Facility } from '#domain/wire/city.ts'
import type { CityResource } from '#domain/wire/city.ts'
import { textOf, words } from '../../state/preferences.ts'
import type { PointName } from '../names/point-name.ts'
import { remScale } from '../rem-scale.ts'
import { isSite } from './site-look.ts'

/** Zoom from which the names of sites show where there is room: one step from a whole city. */
const namesFromZoom = 12
/** Font size with its spacing as in the style sheet, pixels at 16 px per rem. */
const fontSize = 12
/** Below its house, else above. */
const shifts = [1.15, -1.15] as const

/** The site under the pointer or the finger: it says its name at any zoom. */
export const pointedSite = signal<string | null>(null)

/** Names of evacuation sites to print; the one that is pointed at comes first and always. */
export function listSiteNames({ facilities }: CityResource, zoom: number): PointName[] {
  const isPointed = ({ id }: Facility) => id === pointedSite.value
  return facilities
    .filter((site) => isSite(site) && (zoom >= namesFromZoom || isPointed(site)))
    .toSorted((a, b) => Number(isPointed(b)) - Number(isPointed(a)))
    .map((site) => ({
      lat: site.lat,
      lon: site.lon,
      text: printName(site),
      fontSize: fontSize * remScale(),
      className: `site-name ${isPointed(site) ? 'is-pointed' : ''}`,
      pane: isPointed(site) ? 'asked-names' : 'site-names',
      shifts,
      isAsked: isPointed(site),
    }))
}

function printName({ name, flood_upper_floor_only: isUpper }: Facility): string {
  return isUpper ? words.value.map.upperFloor(textOf(name)) : textOf(name)
}
