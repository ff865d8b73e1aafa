import { findPositionFault } from '#domain/city/geometry/find-position-fault.ts'
import type { DevicePatchRequest, InventoryItem } from '#domain/wire/inventory.ts'
import { printedNamePattern } from '#domain/words/printed-name.ts'
import type { Labels } from '#domain/words/labels.ts'
import {
  isChanged,
  listNumberFaults,
  numberIn,
  textIn,
  typed,
  type Draft,
  type Faults,
  type Sheet,
} from './draft.ts'

const nameMax = 100
const printed = new RegExp(printedNamePattern)

const nameFaults = {
  empty: { ja: '名称を入力してください。', en: 'Enter a name.' },
  long: { ja: '名称は100文字までです。', en: 'A name has at most 100 characters.' },
  unseen: {
    ja: '名称に見えない文字（ゼロ幅文字や方向制御文字など）があります。入力し直してください。',
    en: 'The name holds invisible characters. Type it again.',
  },
} satisfies Record<string, Labels>

/** What is wrong with a name that maps and lists print; undefined where nothing is. */
export function findNameFault(name: string): Labels | undefined {
  if (name.trim() === '') return nameFaults.empty
  if (Array.from(name).length > nameMax) return nameFaults.long
  return printed.test(name) ? undefined : nameFaults.unseen
}

const positionFaults = {
  half: { ja: '緯度と経度の両方を入力してください。', en: 'Enter both latitude and longitude.' },
  zero: {
    ja: '緯度0・経度0は海の上です。位置が入力されていない可能性があります。',
    en: '0 / 0 lies in the sea: a position that was never entered.',
  },
  swapped: { ja: '緯度と経度が逆です。', en: 'Latitude and longitude are swapped.' },
  outside: {
    ja: '日本の外です。緯度は20～46、経度は122～154の範囲です。',
    en: 'Outside Japan: latitudes are 20 to 46, longitudes 122 to 154.',
  },
} satisfies Record<string, Labels>

/** What is wrong with a position in a form; undefined for a good one, and for none at all. */
export function findPlaceFault(lat: number | null, lon: number | null): Labels | undefined {
  if (lat === null && lon === null) return undefined
  if (lat === null || lon === null) return positionFaults.half
  if (lat === 0 && lon === 0) return positionFaults.zero
  if (findPositionFault([lon, lat]) === undefined) return undefined
  return findPositionFault([lat, lon]) === undefined
    ? positionFaults.swapped
    : positionFaults.outside
}

/** Latitude and longitude of a form; null where there is none, or none that can be drawn. */
export function positionIn(draft: Draft): { lat: number; lon: number } | null {
  const [lat, lon] = [numberIn(draft, 'lat'), numberIn(draft, 'lon')]
  if (lat === null || lon === null || findPlaceFault(lat, lon)) return null
  return { lat, lon }
}

export function checkNames(draft: Draft): Faults {
  const names = ['name_ja', 'name_en'].flatMap((key) => {
    const fault = findNameFault(draft[key] ?? '')
    return fault ? [[key, fault] as const] : []
  })
  return Object.fromEntries(names)
}

export function checkPosition(draft: Draft): Faults {
  const numbers = listNumberFaults(draft, ['lat', 'lon'])
  if (Object.keys(numbers).length > 0) return numbers
  const [lat, lon] = [numberIn(draft, 'lat'), numberIn(draft, 'lon')]
  const fault = findPlaceFault(lat, lon)
  // At the field that is empty, where one is.
  return fault ? { [lon === null ? 'lon' : 'lat']: fault } : {}
}

/** 名称と位置. */
export const placeSheet: Sheet<InventoryItem> = {
  read: ({ name, position }) => ({
    name_ja: name.ja,
    name_en: name.en,
    lat: typed(position?.lat),
    lon: typed(position?.lon),
  }),
  check: (draft) => ({ ...checkNames(draft), ...checkPosition(draft) }),
}

/** What of name and position is different. */
export function placePatch(draft: Draft, base: Draft): DevicePatchRequest {
  const isRenamed = isChanged(draft, base, 'name_ja', 'name_en')
  const name = { ja: textIn(draft, 'name_ja'), en: textIn(draft, 'name_en') }
  const isMoved = isChanged(draft, base, 'lat', 'lon')
  return { ...(isRenamed && { name }), ...(isMoved && { position: positionIn(draft) }) }
}
