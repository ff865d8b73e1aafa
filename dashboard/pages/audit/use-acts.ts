import { useComputed, useSignal, useSignalEffect, type Signal } from '@preact/signals'
import { startOfDay } from '#domain/city/local-day.ts'
import { createCityZone } from '#domain/city/zone.ts'
import type { ActResource } from '#domain/wire/person.ts'
import { city } from '../../state/city.ts'
import { language } from '../../state/preferences.ts'
import { loadJson } from '../../state/request.ts'
import { isInOrder, type Wanted } from './filter-form.tsx'

interface ActPage {
  items: ActResource[]
  next_cursor: string | null
}

/** What is shown: nothing yet, entries with the cursor of those before them, or that there are none. */
export type Acts = ActPage | 'loading' | 'failed'

/** As the server is asked: days of the city become moments, the last one is included. */
function toQuery({ by, act, from, to }: Wanted): URLSearchParams {
  const zone = createCityZone(city.peek()?.city.time_zone ?? 'Asia/Tokyo')
  const begin = startOfDay(from, zone)
  const last = startOfDay(to, zone)
  return new URLSearchParams({
    ...(by && { by }),
    ...(act && { act }),
    // A range without its begin would be that of a day.
    ...((begin !== undefined || last !== undefined) && { from: String(begin ?? 0) }),
    ...(last !== undefined && { to: String(zone.nextDayStart(last)) }),
  })
}

/** Entries as wanted, the next ones on demand, and where the same is as a file. */
export function useActs(wanted: Signal<Wanted>) {
  const acts = useSignal<Acts>('loading')
  const query = useComputed(() => toQuery(wanted.value).toString())
  const file = useComputed(() => {
    const more = new URLSearchParams({ format: 'csv', labels: language.value })
    return `/v1/audit?${[query.value, more].filter(String).join('&')}`
  })
  const load = async (asked: string) => {
    acts.value = 'loading'
    const loaded = await loadJson<ActPage>(`/v1/audit?${asked}`).catch(() => 'failed' as const)
    // What was asked for earlier may land later.
    if (asked === query.peek()) acts.value = loaded
  }
  useSignalEffect(() => {
    if (isInOrder(wanted.value)) void load(query.value)
  })
  const more = async () => {
    const [before, asked] = [acts.peek(), query.peek()]
    if (typeof before === 'string' || before.next_cursor === null) return
    const cursor = encodeURIComponent(before.next_cursor)
    const next = await loadJson<ActPage>(`/v1/audit?${asked}&cursor=${cursor}`)
    if (asked === query.peek()) acts.value = { ...next, items: [...before.items, ...next.items] }
  }
  return { acts, file, more, retry: () => load(query.peek()) }
}
