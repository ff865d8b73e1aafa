import { basename, join, resolve } from 'node:path'
import { BackupError } from '#store/backup/backup-error.ts'
import { cityModes, type CityMode } from '#store/backup/manifest.ts'

/**
 * The data folder that a backup of `mode` belongs into: `demo` or `live` below DATA_DIR, where a
 * start with the same DATA_DIR looks, whatever DATA_DIR itself is called. Only that a folder is
 * called like the other city is refused: simulated data never becomes a real city.
 */
export function restoreTarget(dataDir: string, mode: CityMode): string {
  const path = resolve(dataDir)
  const named = cityModes.find((known) => known === basename(path))
  if (named === undefined || named === mode) return join(path, mode)
  throw new BackupError('RESTORE_OTHER_CITY', {
    ja: `これは "${mode}" の市のバックアップで、"${named}" の市にはできません。模擬データと実データは混ぜられません。--to で別のフォルダーを指定してください。`,
    en:
      `This is a backup of the city "${mode}" and cannot become "${named}": simulated and real ` +
      'data never mix. Choose another folder with --to.',
  })
}
