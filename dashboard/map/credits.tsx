import { city } from '../state/city.ts'
import { language, words } from '../state/preferences.ts'
import { baseMap } from './base-map.ts'

const gsiTerms = 'https://maps.gsi.go.jp/development/ichiran.html'

/** The sources of what the map shows; they stay visible, also in print. */
export function Credits() {
  const credits = city.value?.city.credits ?? []
  return (
    <p class="map-credits">
      {baseMap.value === 'online' && (
        <>
          <a href={gsiTerms} rel="noreferrer">
            {words.value.map.gsi}
          </a>
          {' / '}
        </>
      )}
      {credits.map((credit) => credit[language.value]).join(' / ')}
    </p>
  )
}
