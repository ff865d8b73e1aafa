import { registrySchemaVersion } from './registry/file.ts'
import { schemaVersion } from './sqlite/tables/schema.ts'

/** The newest schema of each database that this program knows. */
export const knownSchemas: Readonly<Record<string, number>> = {
  'readings.db': schemaVersion,
  'registry.db': registrySchemaVersion,
}
