import { findMeshCell } from './mesh.ts'
import { settleReason } from './settle-reason.ts'

/**
 * After so long nobody needs to know from which door a rider went: 13 months, so that a year can be
 * compared with the one before. Days, so that it is the same everywhere.
 */
export const riderKeptMs = 396 * 86_400_000

type Body = Readonly<Record<string, unknown>>

/**
 * The event without what leads to a person: no note, and in place of a door its stop, or else the
 * mesh cell it lies in. Of an event that was reduced before, itself.
 */
export function reduceRider(body: Body): Body {
  const { note: _, ...rest } = settleReason(body)
  return cutPlace(cutPlace(rest, ''), 'to_')
}

function cutPlace(body: Body, prefix: '' | 'to_'): Body {
  const names = { lat: `${prefix}lat`, lon: `${prefix}lon` }
  const { [names.lat]: lat, [names.lon]: lon, ...rest } = body
  if (typeof lat !== 'number' || typeof lon !== 'number') return body
  if (rest[`${prefix}stop_id`] !== undefined) return rest
  const { code, ...centre } = findMeshCell({ lat, lon })
  const mesh = code === undefined ? {} : { [`${prefix}mesh`]: code }
  return { ...rest, [names.lat]: centre.lat, [names.lon]: centre.lon, ...mesh }
}
