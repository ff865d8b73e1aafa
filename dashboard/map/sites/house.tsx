import { housePath, type SiteLook } from './site-look.ts'

/** The sign of an evacuation site, the same on the map and in the legend. */
export function House({ look }: { look: SiteLook }) {
  return (
    <svg class={`house is-${look}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={housePath} />
    </svg>
  )
}
