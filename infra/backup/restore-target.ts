import { basename, join, resolve } from 'node:path'
import { BackupError } from '#store/backup/backup-error.ts'
import { cityModes, type CityMode } from '#store/backup/manifest.ts'

/**
 * The data folder that a backup of `mode` belongs into: `demo` or `live` below DATA_DIR. Given one
 * of these itself, it must be the right one: simulated data never becomes a real city.
 */
export function restoreTarget(to: string, mode: CityMode): string {
  const path = resolve(to)
  const named = cityModes.find((known) => known === basename(path))
  if (named === undefined) return join(path, mode)
  if (named === mode) return path
  throw new BackupError(
    'RESTORE_OTHER_CITY',
    `This is a backup of the city "${mode}" and cannot become "${named}": ` +
      'simulated and real data never mix.',
  )
}
