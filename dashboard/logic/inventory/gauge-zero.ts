import { verticalDatums, type VerticalDatum } from '#domain/alarms/vertical-datum.ts'
import type { GaugeReference } from '#domain/wire/device.ts'
import type { DevicePatchRequest, ReferenceVersion } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import {
  findDayFault,
  listNumberFaults,
  numberIn,
  textIn,
  typed,
  wordsIn,
  type Draft,
  type Sheet,
} from './draft.ts'

const datumIn = (draft: Draft): VerticalDatum =>
  verticalDatums.find((datum) => datum === draft['datum']) ?? 'TP'

const waterMissing: Labels = { ja: '河川・湖沼の名前を入力してください。', en: 'Name its water.' }

/** Where nothing was ever set. */
const noGauge: GaugeReference = {
  datum: 'TP',
  zero_height_m: null,
  zero_height_epoch: null,
  water_body: { ja: '', en: '' },
}

/** 零点高. What stands in a form begins with the newest setting; it holds from a day on. */
export const zeroSheet: Sheet<ReferenceVersion | undefined> = {
  read(version) {
    const { datum, zero_height_m, zero_height_epoch, water_body } = version?.gauge ?? noGauge
    return {
      zero_height_m: typed(zero_height_m),
      datum,
      zero_height_epoch: zero_height_epoch ?? '',
      water_ja: water_body.ja,
      water_en: water_body.en,
      valid_from: '',
    }
  },
  check(draft) {
    const day = findDayFault(textIn(draft, 'valid_from'))
    const unnamed = ['water_ja', 'water_en'].filter((key) => textIn(draft, key) === '')
    return {
      ...listNumberFaults(draft, ['zero_height_m']),
      ...Object.fromEntries(unnamed.map((key) => [key, waterMissing])),
      ...(day && { valid_from: day }),
    }
  },
}

export function zeroPatch(draft: Draft): DevicePatchRequest {
  const epoch = textIn(draft, 'zero_height_epoch')
  return {
    gauge: {
      zero_height_m: numberIn(draft, 'zero_height_m'),
      datum: datumIn(draft),
      zero_height_epoch: epoch === '2011' || epoch === '2024' ? epoch : null,
      water_body: { ja: textIn(draft, 'water_ja'), en: textIn(draft, 'water_en') },
      valid_from: wordsIn(draft, 'valid_from'),
    },
  }
}
