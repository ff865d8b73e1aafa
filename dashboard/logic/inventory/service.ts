import { createCityZone } from '#domain/city/zone.ts'
import type { DevicePatchRequest, InventoryItem } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import { textIn, type Draft, type Sheet } from './draft.ts'

const faults = {
  reason: { ja: '休止の理由を入力してください。', en: 'Say why it is out of service.' },
  past: { ja: '今より後の日時にしてください。', en: 'Must lie in the future.' },
  time: { ja: '日時を確かめてください。', en: 'Check date and time.' },
} satisfies Record<string, Labels>

/** A moment as an `input` of type `datetime-local` holds it, in the city's zone. */
export function localTimeOf(ts: number, timeZone: string): string {
  return new Date(ts + createCityZone(timeZone).offsetAt(ts)).toISOString().slice(0, 16)
}

/** The moment that a `datetime-local` names in the city's zone; NaN where it names none. */
export function momentOf(local: string, timeZone: string): number {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return Number.NaN
  const zone = createCityZone(timeZone)
  // Once with the offset of nearby, once with that of the moment itself: zones change their clocks.
  const near = asUtc - zone.offsetAt(asUtc)
  return asUtc - zone.offsetAt(near)
}

/** 点検・休止. `now`: by the server's clock. */
export function serviceSheet(timeZone: string, now: () => number): Sheet<InventoryItem> {
  return {
    read: ({ service }) => ({
      reason: service?.reason ?? '',
      until: service?.until_ts == null ? '' : localTimeOf(service.until_ts, timeZone),
    }),
    check(draft) {
      const until = textIn(draft, 'until')
      const ts = momentOf(until, timeZone)
      const isWrong = until !== '' && Number.isNaN(ts)
      const isPast = until !== '' && ts <= now()
      return {
        ...(textIn(draft, 'reason') === '' && { reason: faults.reason }),
        ...(isPast && { until: faults.past }),
        ...(isWrong && { until: faults.time }),
      }
    },
  }
}

export function servicePatch(draft: Draft, timeZone: string): DevicePatchRequest {
  const until = textIn(draft, 'until')
  return {
    out_of_service: true,
    service: {
      reason: textIn(draft, 'reason'),
      until_ts: until === '' ? null : momentOf(until, timeZone),
    },
  }
}
