import type { ComponentChildren } from 'preact'
import type { CityResource } from '#domain/wire/city.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { KindIcon } from '../parts/icon.tsx'
import { city, kinds } from '../state/city.ts'
import { textOf, words } from '../state/preferences.ts'
import { House } from './sites/house.tsx'
import { isSite, siteLookOf, type SiteLook } from './sites/site-look.ts'
import { vehiclePath } from './vehicles/sprites.ts'

interface Entry {
  key: string
  /** True where the sign is a pictogram that the page explains elsewhere, too. */
  isPictogram?: boolean
  sign: ComponentChildren
  text: string
}

/** The part of the legend that explains signs other than levels: only those this city has. */
export function MapSigns() {
  const entries = [...kinds.value.map(entryOf), ...(city.value ? listFixed(city.value) : [])]
  return (
    <ul class="legend-kinds" aria-label={words.value.map.signs}>
      {entries.map(({ key, sign, text, isPictogram }) => (
        <li key={key} data-sign={key} class={isPictogram ? 'is-pictogram' : ''}>
          <span class="legend-sign">{sign}</span>
          {text}
        </li>
      ))}
    </ul>
  )
}

/** As the map draws it: what moves is an arrow head, everything else its pictogram. */
function entryOf(kind: KindResource): Entry {
  const isPictogram = kind.map.mark !== 'vehicle'
  const sign = isPictogram ? <KindIcon kind={kind.id} /> : <VehicleSign />
  return { key: kind.id, sign, text: textOf(kind.title), isPictogram }
}

function VehicleSign() {
  return (
    <svg class="vehicle-sign" viewBox="-13 -13 26 26" aria-hidden="true">
      <path d={vehiclePath} />
    </svg>
  )
}

function listFixed({ facilities, zones }: CityResource): Entry[] {
  const { map } = words.value
  const looks = new Set(facilities.filter(isSite).map(siteLookOf))
  const sites = (['floods', 'no-floods'] satisfies SiteLook[])
    .filter((look) => looks.has(look))
    .map((look) => ({ key: `site-${look}`, sign: <House look={look} />, text: map.sites[look] }))
  const shapes = new Set((zones?.features ?? []).map(({ geometry }) => geometry.type))
  const hasArea = shapes.has('Polygon') || shapes.has('MultiPolygon')
  return [
    ...sites,
    ...(shapes.has('Point') ? [{ key: 'stop', sign: <StopSign />, text: map.stop }] : []),
    ...(hasArea ? [{ key: 'zone', sign: <ZoneSign />, text: map.zone }] : []),
  ]
}

function StopSign() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <circle class="base-stop" cx="10" cy="10" r="3" />
    </svg>
  )
}

function ZoneSign() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path class="base-zone" d="M1 10H19" />
    </svg>
  )
}
