import type { Static } from 'typebox'
import { describe, expect, it } from 'vitest'
import * as messages from '#api/schemas-messages.ts'
import * as operations from '#api/schemas-operations.ts'
import * as shapes from '#api/schemas.ts'
import type { MessagesResource } from '#domain/message.ts'
import type { CityEvent } from '#domain/reading.ts'
import type { CityResource } from '#domain/city-resource.ts'
import type * as resources from '#domain/resources.ts'

/** The same type without `readonly`, which a schema cannot say, and with intersections merged. */
type Plain<T> = T extends (infer U)[] | readonly (infer U)[]
  ? number extends T['length']
    ? Plain<U>[]
    : { -readonly [K in keyof T]: Plain<T[K]> }
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T

type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false

// A `false` here does not compile: the schema and the type the dashboard uses have drifted apart.
const same: Record<string, true> = {
  device: true satisfies Same<Static<typeof shapes.deviceFeature>, resources.DeviceFeature>,
  devices: true satisfies Same<Static<typeof shapes.deviceCollection>, resources.DeviceCollection>,
  field: true satisfies Same<Static<typeof shapes.fieldResource>, resources.FieldResource>,
  kind: true satisfies Same<Static<typeof shapes.kindResource>, resources.KindResource>,
  city: true satisfies Same<Static<typeof shapes.cityResource>, CityResource>,
  reading: true satisfies Same<Static<typeof shapes.readingResource>, resources.ReadingResource>,
  bucket: true satisfies Same<Static<typeof shapes.bucketResource>, resources.BucketResource>,
  crossing: true satisfies Same<Static<typeof shapes.crossingResource>, resources.CrossingResource>,
  alarm: true satisfies Same<Static<typeof shapes.alarm>, resources.Alarm>,
  gaps: true satisfies Same<Static<typeof operations.gapLedger>, resources.GapLedger>,
  cityGaps: true satisfies Same<Static<typeof operations.cityGaps>, resources.CityGaps>,
  quarantine: true satisfies Same<
    Static<typeof operations.quarantineResource>,
    resources.QuarantineResource
  >,
  messages: true satisfies Same<Static<typeof messages.messagesResource>, MessagesResource>,
  event: true satisfies Same<Static<typeof operations.eventResource>, CityEvent>,
  health: true satisfies Same<Static<typeof operations.healthResource>, resources.HealthResource>,
}

describe('the schemas of the interface', () => {
  it('say the same as the types that the dashboard uses', () => {
    expect(Object.values(same).every(Boolean)).toBe(true)
  })
})
