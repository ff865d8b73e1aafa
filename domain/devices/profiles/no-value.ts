import { isOutside } from './outside.ts'
import type { Sentinel } from './profile.ts'
import type { Raw } from './read-raw.ts'

/**
 * A probe in the air may read a little below 0, as its offset drifts: Keller's 26 series by 1 % of
 * 10 m. What is deeper below 0 is a broken or an unplugged one.
 */
const depthMinM = -0.2

const isSameText = (left: string, right: string) => left.toLowerCase() === right.toLowerCase()

/** True where a raw value is the vendor's way to say that there is no value. */
export function isNoValue(raw: Raw, value: unknown, sentinels: readonly Sentinel[]): boolean {
  if (raw.is === 'nothing') return true
  return sentinels.some((sentinel) => {
    if (typeof sentinel === 'number') return raw.is === 'number' && raw.value === sentinel
    if (typeof sentinel === 'object') return raw.is === 'number' && isOutside(raw.value, sentinel)
    if (raw.is === 'text') return isSameText(raw.text, sentinel)
    return typeof value === 'string' && isSameText(value.trim(), sentinel)
  })
}

/** What no sensor measures, whatever the profile says: nothing is closer than the sensor itself. */
export const isImpossible = (measures: 'distance' | 'depth' | 'pressure', metres: number) =>
  measures === 'distance' ? metres <= 0 : metres < depthMinM
