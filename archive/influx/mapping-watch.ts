import { ArchiveError } from '../archive-error.ts'
import { influxStops } from './stops.ts'

type Mappings = ReadonlyMap<string, string>

/**
 * Notices that InfluxQL reads another bucket than before: what was written until then is not read.
 * Throws `ArchiveError` once for each change, also where a new connection finds it.
 */
export function createMappingWatch(): (mappings: Mappings) => void {
  let known: Mappings | undefined
  return (mappings) => {
    const before = known
    known = mappings
    for (const [name, bucket] of mappings) {
      const old = before?.get(name)
      if (old === undefined || old === bucket) continue
      const words = `"${name}" is bucket ${bucket} now, no longer ${old}`
      throw new ArchiveError(words, { stop: influxStops.mapping_changed })
    }
  }
}
export type MappingWatch = ReturnType<typeof createMappingWatch>
