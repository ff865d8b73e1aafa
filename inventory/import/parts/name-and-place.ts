import { findPositionFault } from '#domain/city/geometry/find-position-fault.ts'
import type { Patch, Planning } from './planning.ts'

const noName = { ja: '', en: '' }

export function planName({ draft, present }: Planning): Patch {
  if (!draft.has('name_ja', 'name_en')) return {}
  return { name: planLabels({ draft, ja: 'name_ja', en: 'name_en' }, present?.name ?? noName) }
}

/** Who never had an English name has the Japanese one for it, and keeps it so. */
export function planLabels(
  { draft, ja: jaColumn, en: enColumn }: Pick<Planning, 'draft'> & { ja: string; en: string },
  before: { ja: string; en: string },
): { ja: string; en: string } {
  const ja = draft.text(jaColumn, before.ja) ?? ''
  const enBefore = before.en === before.ja ? ja : before.en
  return { ja, en: draft.text(enColumn, enBefore) ?? ja }
}

const nowhere = { lat: null, lon: null }

export function planPosition({ draft, present }: Planning): Patch {
  if (!draft.has('lat', 'lon')) return {}
  const before = present?.position ?? nowhere
  const lat = draft.number('lat', before.lat)
  const lon = draft.number('lon', before.lon)
  if (lat !== null && lon !== null) return placeAt(draft, lat, lon)
  if (lat === null && lon === null) return { position: null }
  draft.refuse(
    lat === null ? 'lat' : 'lon',
    '緯度と経度は両方必要です',
    'latitude and longitude are needed both',
  )
  return {}
}

function placeAt(draft: Planning['draft'], lat: number, lon: number): Patch {
  const fault = findPositionFault([lon, lat])
  if (fault === undefined) return { position: { lat, lon } }
  draft.refuse(
    draft.has('lat') ? 'lat' : 'lon',
    `緯度${lat}・経度${lon}は日本の中ではありません（0/0、緯度と経度の入れ違い、度でない値ではありませんか）`,
    fault,
  )
  return {}
}
