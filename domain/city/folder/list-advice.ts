import { creditedParts, layerNames, type CreditedPart } from '../city.ts'
import type { Finding } from './finding.ts'
import type { CityFolder } from './city-folder.ts'

const advise = (file: string, problem: string): Finding => ({ level: 'advice', file, problem })

/** What is not wrong, but missing: the map and the alarms would be better with it. */
export function listAdvice(folder: CityFolder): Finding[] {
  return [...listMissingLayers(folder), ...listMissingCredits(folder), ...listMissingWords(folder)]
}

function listMissingLayers({ layers, facilities, devices }: CityFolder): Finding[] {
  const missing = layerNames
    .filter((layer) => !layers[layer])
    .map((layer) => advise(`${layer}.geojson`, `is not there: the map has no ${layer}`))
  const sites = facilities.filter(({ type }) => type === 'evacuation_site')
  const unknown = sites.filter(({ capacity }) => capacity === null).length
  const empty: Finding[] = []
  if (sites.length === 0) empty.push(advise('facilities.json', 'has no evacuation site'))
  if (unknown > 0) empty.push(advise('facilities.json', `${unknown} sites without a capacity`))
  if (devices.length === 0) {
    empty.push(advise('devices.json', 'has no device: `npm start` has nothing to simulate'))
  }
  return [...missing, ...empty]
}

function listMissingCredits({ city, layers, places, facilities }: CityFolder): Finding[] {
  const isThere = (part: CreditedPart) => {
    if (part === 'boundary') return true
    if (part === 'places') return places.length > 0
    return part === 'facilities' ? facilities.length > 0 : layers[part] !== undefined
  }
  return creditedParts
    .filter((part) => isThere(part) && !city.credits.some(({ layer }) => layer === part))
    .map((part) => advise('city.json', `credits name no source of ${part} (layer: "${part}")`))
}

function listMissingWords({ city, places, facilities }: CityFolder): Finding[] {
  const isJapaneseOnly = ({ name }: { name: { ja: string; en: string } }) => name.ja === name.en
  const lists = { 'places.json': places, 'facilities.json': facilities }
  const unnamed = Object.entries(lists).flatMap(([file, items]) => {
    const count = items.filter(isJapaneseOnly).length
    return count > 0 ? [advise(file, `${count} of ${items.length} names are not in English`)] : []
  })
  return city.name.kana ? unnamed : [advise('city.json', 'name.kana is empty'), ...unnamed]
}
