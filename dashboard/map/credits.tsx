import { city } from '../state/city.ts'
import { language, words } from '../state/preferences.ts'
import { baseMap } from './base-map.ts'
import { missingLayers } from './city-layers.ts'

const gsiTerms = 'https://maps.gsi.go.jp/development/ichiran.html'

/** The sources of what the map shows; they stay visible, also in print. */
export function Credits() {
  const credits = city.value?.city.credits ?? []
  const { map } = words.value
  const missing = missingLayers.value.map((layer) => map.layers[layer])
  return (
    <p class="map-credits">
      {baseMap.value === 'online' && (
        <>
          <a href={gsiTerms} rel="noreferrer">
            {map.gsi}
          </a>
          {' / '}
        </>
      )}
      {[...new Set(credits.map((credit) => credit[language.value]))].join(' / ')}
      {missingLayers.value.length > 0 && ` / ${map.missing(missing.join(map.comma))}`}
    </p>
  )
}
