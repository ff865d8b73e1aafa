import type { CityDevice } from '#dashboard/logic/device/city-device.ts'
import type { Standing } from '#dashboard/logic/device/standing.ts'
import type { Level } from '#domain/alarms/levels.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import { spokenLanguages } from '#dashboard/words/languages.ts'
import type { TextOf } from '#dashboard/words/words.ts'
import type { Language } from '#domain/words/labels.ts'

/** How the pages give a text in one of the full languages. */
export function textIn(language: Language): TextOf {
  const spoken = spokenLanguages.find(({ code }) => code === language)
  if (!spoken) throw new Error(`no language ${language}`)
  return spoken.textOf
}

/** 2026-11-22 12:10:00 in Japan. */
export const noon = Date.parse('2026-11-22T12:10:00+09:00')

export const thresholds: Thresholds = {
  standby: 2,
  caution: 2.7,
  evac: null,
  danger: 3.5,
  overflow: null,
  authority: 'local',
  source: 'デモ値',
  verified: false,
  valid_from: null,
}

/** A kind of the tests' own: the dashboard must need nothing but this to show it. */
export const tide: KindResource = {
  id: 'tide',
  title: { ja: '潮位', en: 'Tide' },
  position: 'fixed',
  fields: [
    {
      name: 'height_m',
      type: 'number',
      label: { ja: '高さ', en: 'Height' },
      unit: 'm',
      unit_label: null,
      decimals: 2,
      minimum: -5,
      maximum: 10,
      required: false,
      nullable: true,
      words: null,
      check: null,
      measure: { type: 'measurement' },
    },
    {
      name: 'wave_cm',
      type: 'integer',
      label: { ja: '波高', en: 'Waves' },
      unit: 'cm',
      unit_label: null,
      decimals: 0,
      minimum: 0,
      maximum: 900,
      required: false,
      nullable: false,
      words: null,
      check: null,
      measure: { type: 'measurement' },
    },
  ],
  together: [],
  reporting: { everyMs: { normal: 600_000 }, defaultMode: 'normal' },
  level_field: 'height_m',
  map: { mark: 'gauge', headline: 'height_m', icon: 'M0 0' },
  events: false,
}

export function reading(values: LatestReading['values'], more: Partial<LatestReading> = {}) {
  const times = { ts: noon, received_ts: noon, place_ts: more.ts ?? noon }
  return { ...times, seq: 1, flag: 1, reasons: [], ...more, values } as const
}

export function device(more: Partial<CityDevice> = {}): CityDevice {
  return {
    id: 'tide-1',
    kind: 'tide',
    name: { ja: '港', en: 'Harbour' },
    origin: 'field',
    latest: reading({ height_m: 2.41 }),
    level: 1,
    confirmed: true,
    alarm_level: 0,
    last_level: { level: 1, ts: noon, value: 2.41, flag: 1 },
    unchanged_ms: null,
    interval_ms: 600_000,
    clock_offset_ms: null,
    online: true,
    online_since_ts: null,
    last_uplink_ts: null,
    thresholds,
    gauge: null,
    service: null,
    facts: null,
    change_seq: 1,
    at: [140.3, 35.9],
    out_of_service: false,
    ...more,
  }
}

export function standing(level: Level | null, more: Partial<Standing> = {}): Standing {
  return {
    freshness: 'live',
    level,
    stands: level,
    lastLevel: level === null ? null : { level, ts: noon, value: 2.41, flag: 1 },
    noValue: false,
    suspect: false,
    ...more,
  }
}
