import { isDeviceId } from '#domain/devices/ids.ts'
import type { GaugeReference } from '#domain/wire/device.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import type { Labels } from '#domain/words/labels.ts'
import { textIn, wordsIn, type Draft, type Faults, type Sheet } from './draft.ts'
import { checkNames, checkPosition, positionIn } from './place.ts'
import { checkIntervals, intervalsIn, modesOf } from './reporting.ts'

type FindKind = (id: string) => KindResource | undefined

const wrongId: Labels = {
  ja: '英小文字・数字・ハイフンで3～32文字にしてください。先頭にハイフンは使えません。',
  en: '3 to 32 of a-z, 0-9 and hyphen, not beginning with a hyphen.',
}
const halfWater: Labels = {
  ja: '河川・湖沼の名前は日本語と英語の両方を入力してください。',
  en: 'Name the water in both languages, or in none.',
}

/** A device that is not there yet. Which of its fields count depends on the kind. */
export const newDeviceSheet = (kind: string, findKind: FindKind): Sheet<object> => ({
  read: () => ({
    kind,
    id: '',
    name_ja: '',
    name_en: '',
    lat: '',
    lon: '',
    role: 'sensor',
    water_ja: '',
    water_en: '',
    note: '',
  }),
  check(draft) {
    const chosen = findKind(textIn(draft, 'kind'))
    return {
      ...(!isDeviceId(textIn(draft, 'id')) && { id: wrongId }),
      ...checkNames(draft),
      ...(chosen?.position === 'fixed' && checkPosition(draft)),
      ...checkIntervals(draft, modesOf(chosen)),
      ...(chosen?.level_field != null && checkWater(draft)),
    }
  },
})

function checkWater(draft: Draft): Faults {
  const missing = ['water_ja', 'water_en'].filter((key) => textIn(draft, key) === '')
  return missing.length === 1 ? Object.fromEntries(missing.map((key) => [key, halfWater])) : {}
}

/** Nothing is known yet but which water it is: its readings count from the gauge's own zero. */
function gaugeIn(draft: Draft): GaugeReference | undefined {
  const water_body = { ja: textIn(draft, 'water_ja'), en: textIn(draft, 'water_en') }
  if (water_body.ja === '') return undefined
  return { datum: 'GAUGE', zero_height_m: null, zero_height_epoch: null, water_body }
}

/** The body of the request, for a form without faults. */
export function newDeviceIn(draft: Draft, kind: KindResource): object {
  const every_ms = intervalsIn(draft, modesOf(kind))
  const gauge = kind.level_field === null ? undefined : gaugeIn(draft)
  const note = wordsIn(draft, 'note')
  return {
    id: textIn(draft, 'id'),
    kind: kind.id,
    name: { ja: textIn(draft, 'name_ja'), en: textIn(draft, 'name_en') },
    position: kind.position === 'fixed' ? positionIn(draft) : null,
    ...(kind.events && { role: textIn(draft, 'role') }),
    ...(every_ms && { every_ms }),
    ...(gauge && { gauge }),
    ...(note !== null && { note }),
  }
}
