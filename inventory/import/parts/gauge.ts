import type { GaugeReference } from '#domain/wire/device.ts'
import { planLabels } from './name-and-place.ts'
import type { Patch, Planning } from './planning.ts'

const columns = [
  'water_body_ja',
  'water_body_en',
  'datum',
  'zero_height_m',
  'zero_height_epoch',
  'zero_valid_from',
]

const none = {
  datum: null,
  zero_height_m: null,
  zero_height_epoch: null,
  water_body: { ja: '', en: '' },
}

/** The zero of a gauge: what it is until now, with what the row says anew. */
export function planGauge({ draft, present }: Planning): Patch {
  if (!draft.has(...columns)) return {}
  const before = present?.gauge ?? none
  const datum = draft.text('datum', before.datum)
  const names = { draft, ja: 'water_body_ja', en: 'water_body_en' }
  const water_body = planLabels(names, before.water_body)
  if (datum === null || water_body.ja === '') {
    draft.refuse(
      datum === null ? 'datum' : 'water_body_ja',
      '零点高には基準面（datum）と河川名（water_body_ja）も必要です',
      'a zero height needs datum and water_body_ja too',
    )
    return {}
  }
  const epoch = draft.text('zero_height_epoch', before.zero_height_epoch)
  return {
    gauge: {
      // The columns take no other words.
      datum: datum as GaugeReference['datum'],
      zero_height_m: draft.number('zero_height_m', before.zero_height_m),
      zero_height_epoch: epoch as GaugeReference['zero_height_epoch'],
      water_body,
      valid_from: draft.text('zero_valid_from'),
    },
  }
}
