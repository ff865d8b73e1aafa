import people from './people-and-vehicles.json' with { type: 'json' }
import soil from './soil-and-air.json' with { type: 'json' }
import water from './water.json' with { type: 'json' }

/**
 * What the public decoders of 30 models make of real uplinks (facts from the lorawan-devices
 * collection of The Things Network), and what becomes of each here.
 */
export interface KnownUplink {
  /** vendor/model#n */
  id: string
  decoded: unknown
  profile?: string
  mounting_height_m?: number
  /** Our values, worked out by hand. */
  values?: Readonly<Record<string, number | null>>
  /** Code and words of the refusal, where there are no values. */
  refused?: string
  because?: string
  /** Why no built-in profile is for this model. */
  unmapped?: string
}

export const uplinks: readonly KnownUplink[] = [...water, ...soil, ...people] as KnownUplink[]
