import type { LayerName } from '#domain/city/city.ts'
import type { RawFeature } from './read-features.ts'
import type { Credit } from '#domain/wire/city.ts'

/** Outlines of municipalities give the boundary and the neighbours. */
export type Theme = 'municipalities' | Exclude<LayerName, 'neighbours'>
export const themes = ['municipalities', 'lakes', 'rivers', 'roads'] as const

/** What a file of a known publisher is, and how its attributes are read. */
export interface Identity {
  theme: Theme
  /** Undefined where only the operator knows the source. */
  credit?: Credit
  /** Attributes that the map uses. */
  describe(properties: RawFeature['properties']): Description
}

export interface Description {
  /** 全国地方公共団体コード, as the file writes it. */
  code?: string
  name?: string
  nameEn?: string
  prefecture?: string
  /** Roads below the trunk network are drawn thinner. */
  class?: 'minor'
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Only what is there, so that features of the same words can be merged. */
function keep(description: Partial<Record<keyof Description, string | undefined>>): Description {
  return Object.fromEntries(Object.entries(description).filter(([, value]) => value))
}

const numericalLand = (ja: string, en: string): Credit => ({
  ja: `国土数値情報（${ja}）（国土交通省）を加工`,
  en: `Processed from National Land Numerical Information (${en}), MLIT Japan`,
})

const openStreetMap: Credit = {
  ja: '© OpenStreetMap contributors（ODbL）',
  en: '© OpenStreetMap contributors (ODbL)',
}

/** `名称不明` and the like are no names. */
const nameOf = (value: unknown): string | undefined => {
  const name = text(value)
  return name && !/^(名称不明|不明|unknown)$/i.test(name) ? name : undefined
}

const mainRoad = /^(motorway|trunk|primary|secondary)(_link)?$/

/** By the attribute that only such a file has; the first that fits. */
const known: readonly { attribute: string; identity: Identity }[] = [
  {
    attribute: 'N03_007',
    identity: {
      theme: 'municipalities',
      credit: numericalLand('行政区域データ', 'administrative areas'),
      describe: (properties) =>
        keep({
          code: text(properties['N03_007']),
          name: text(`${text(properties['N03_004']) ?? ''}${text(properties['N03_005']) ?? ''}`),
          prefecture: text(properties['N03_001']),
        }),
    },
  },
  {
    attribute: 'W05_001',
    identity: {
      theme: 'rivers',
      credit: numericalLand('河川データ', 'rivers'),
      describe: (properties) => keep({ name: nameOf(properties['W05_004']) }),
    },
  },
  {
    attribute: 'W09_001',
    identity: {
      theme: 'lakes',
      credit: numericalLand('湖沼データ', 'lakes'),
      describe: (properties) => keep({ name: nameOf(properties['W09_001']) }),
    },
  },
  ...['N01_001', 'N13_001'].map((attribute) => ({
    attribute,
    identity: {
      theme: 'roads',
      credit: numericalLand('道路データ', 'roads'),
      // A road is a line to find one's way by; without names a thousand of them are one line.
      describe: () => ({}),
    } satisfies Identity,
  })),
  {
    attribute: 'highway',
    identity: {
      theme: 'roads',
      credit: openStreetMap,
      describe: ({ highway }) => (mainRoad.test(String(highway)) ? {} : { class: 'minor' }),
    },
  },
  {
    attribute: 'waterway',
    identity: {
      theme: 'rivers',
      credit: openStreetMap,
      describe: ({ name }) => keep({ name: nameOf(name) }),
    },
  },
]

/** Reads the attributes of a file of which only the operator knows what it is. */
const anyDescription = (properties: RawFeature['properties']): Description =>
  keep({
    code: text(properties['code']),
    name: nameOf(properties['name']),
    nameEn: text(properties['nameEn']),
    prefecture: text(properties['prefecture']),
  })

/** What a file holds, from its attributes; undefined where they do not say. */
export function identify(features: readonly RawFeature[]): Identity | undefined {
  const [first] = features
  if (!first) return undefined
  const { properties } = first
  const found = known.find(({ attribute }) => attribute in properties)
  if (found) return found.identity
  // geolonia/japanese-admins: N03 again, one file for each municipality.
  const isMunicipality = /^\d{5}$/.test(String(properties['code'])) && 'prefecture' in properties
  if (!isMunicipality) return undefined
  const credit = numericalLand('行政区域データ', 'administrative areas')
  return { theme: 'municipalities', credit, describe: anyDescription }
}

/** What a file holds that the operator has named: `rivers=FILE`. */
export function identifyAs(theme: Theme, features: readonly RawFeature[]): Identity {
  const found = identify(features)
  if (found?.theme === theme) return found
  const describe = (properties: RawFeature['properties']): Description => {
    const { name } = anyDescription(properties)
    if (theme === 'municipalities') return anyDescription(properties)
    return theme === 'roads' ? {} : keep({ name })
  }
  return { theme, describe }
}
