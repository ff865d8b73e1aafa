import { city } from '../state/city.ts'
import { textOf, words } from '../state/preferences.ts'
import { baseMap, tileFile } from './base-map.ts'
import { missingLayers } from './city-layers.ts'

const gsiTerms = 'https://maps.gsi.go.jp/development/ichiran.html'

/** The sources of what the map shows, and what it cannot show; they stay visible, also in print. */
export function Credits() {
  const lines = [...listSources(), ...listFaults()]
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
      {lines.join(' / ')}
    </p>
  )
}

function listSources(): string[] {
  const file = city.value?.base_map
  const ofFile = file && file !== 'unreadable' && baseMap.value === 'file' ? file.attribution : ''
  const ofFolder = (city.value?.city.credits ?? []).map((credit) => textOf(credit))
  return [...new Set([ofFile, ...ofFolder])].filter((credit) => credit !== '')
}

function listFaults(): string[] {
  const { map } = words.value
  const missing = missingLayers.value.map((layer) => map.layers[layer])
  return [
    ...(tileFile.value === 'broken' ? [map.fileUnreadable] : []),
    ...(missing.length > 0 ? [map.missing(missing.join(map.comma))] : []),
  ]
}
