/** What the shapes of several resources are made of. */
import Type from 'typebox'
import { freshnessStates } from '../readings/freshness.ts'
import type { Reason } from '../readings/flags.ts'
import { deviceIdPattern } from '../devices/ids.ts'
import { origins } from '../readings/origin.ts'

/** `T` or null: measured or asked for, and nothing there. */
export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A moment, epoch milliseconds. */
export const epochMs = (description: string) => Type.Integer({ description, unit: 'ms' })

/** How many of something. */
export const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) })

export const labels = Type.Object({ ja: Type.String(), en: Type.String() })

export const deviceId = Type.String({
  pattern: deviceIdPattern,
  description: 'Identifier of a device, unique in the instance',
})

export const flag = Type.Enum([1, 2, 3, 4, 9], {
  description: 'UNESCO/IOC: 1 pass, 2 not evaluated, 3 suspect, 4 fail, 9 missing',
})

export const reasons = Type.Immutable(
  Type.Array(
    Type.Unsafe<Reason>(
      Type.String({ pattern: '^[a-z_]+(:[a-z0-9_]+)?$', examples: ['range:level_m'] }),
    ),
  ),
)

export const level = Type.Enum([0, 1, 2, 3, 4, 5], {
  description: 'Level of the highest threshold reached; 0 = below every threshold',
})

export const origin = Type.Enum([...origins], { description: 'Where the data comes from' })

export const freshness = Type.Enum([...freshnessStates])

export const values = Type.Record(
  Type.String(),
  Type.Union([Type.Number(), Type.String(), Type.Null()]),
  { description: 'By field name, unit in the name; null = measured, no value' },
)

export const authority = Type.Enum(['official', 'local'], {
  description: 'official: with a source; local: set by the city itself',
})

/** A stable code, and what is wrong in words. */
export const refusalWords = { code: Type.String(), detail: Type.String() }
