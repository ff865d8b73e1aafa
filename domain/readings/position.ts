import type { Values } from './values.ts'
import type { Refusal } from '../words/refusal.ts'

/** Both null = no fix; one null, or 0/0 (a receiver without a fix that says so wrongly) = refused. */
export function refusePosition({ lat, lon }: Values): Refusal | undefined {
  if ((lat === null) !== (lon === null)) {
    const detail =
      'lat, lon: half a position; send both as numbers, or neither (null where required)'
    return { code: 'position_half', detail }
  }
  if (lat === 0 && lon === 0) {
    const detail =
      'lat, lon: 0 and 0 is a receiver without a fix, not a place; send null for no fix'
    return { code: 'position_zero', detail }
  }
  return undefined
}
