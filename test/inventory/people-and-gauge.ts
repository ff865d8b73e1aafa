/** Who changes what in these stories; without the runner, so that child processes may use it. */
import type { Actor } from '#domain/access/act.ts'
import type { ThresholdsRequest } from '#domain/wire/inventory.ts'
import type { NewDevice } from '#inventory/inventory.ts'

export const timeZone = 'Asia/Tokyo'

export const sato: Actor = { sort: 'person', id: 'p-1', name: 'sato', address: '192.0.2.7' }
export const suzuki: Actor = { sort: 'person', id: 'p-2', name: 'suzuki', address: '192.0.2.8' }
export const bySato = (why: string | null = null) => ({ by: sato, why })

export const gauge: NewDevice = {
  id: 'gauge-1',
  kind: 'flood',
  name: { ja: '伊佐部水位計', en: 'Isabe gauge' },
  origin: 'field',
  role: 'sensor',
  position: { lat: 35.93, lon: 140.44 },
}

/** Thresholds as a person sends them; those that are not given are unknown. */
export const thresholdsOf = (given: Partial<ThresholdsRequest>): ThresholdsRequest => ({
  standby: null,
  caution: null,
  evac: null,
  danger: null,
  overflow: null,
  authority: 'local',
  source: null,
  valid_from: null,
  ...given,
})
