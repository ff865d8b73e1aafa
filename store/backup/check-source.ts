import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { checkFileKinds } from '../data-folder.ts'
import { checkWhole } from '../integrity/check-whole.ts'
import { BackupError } from './backup-error.ts'

/**
 * Refuses to save what a start would refuse: half a city that is saved as whole pushes the good
 * backups out, night by night. `source` may be the folder of a running city.
 */
export function checkSource(source: string, names: readonly string[]): void {
  checkFileKinds(source)
  checkWhole(source)
  const missing = names.find((name) => !existsSync(join(source, name)))
  if (missing === undefined) return checkReadable(source, names)
  throw new BackupError('BACKUP_SOURCE_MISSING', {
    ja: `${source} に ${missing} がありません。ここではまだ市が稼働していません。DATA_DIR を確かめてください。`,
    en: `There is no ${missing} in ${source}: no city has kept data there. Check DATA_DIR.`,
  })
}

function checkReadable(source: string, names: readonly string[]): void {
  try {
    for (const name of names) accessSync(join(source, name), constants.R_OK)
  } catch (error) {
    throw new BackupError(
      'BACKUP_SOURCE_UNREADABLE',
      {
        ja: `${source} のデータを読む権限がありません。市を動かしているユーザーで実行してください。`,
        en: `This user may not read the data in ${source}. Run it as the user that the city runs as.`,
      },
      error,
    )
  }
}

/** A backup inside of what it saves is lost with it. */
export function checkPlace(to: string, source: string): void {
  const [place, city] = [realPathOf(to), realPathOf(source)]
  if (place !== city && !place.startsWith(`${city}${sep}`)) return
  throw new BackupError('BACKUP_INSIDE_DATA', {
    ja: `--to ${to} は市のデータフォルダー ${source} の中です。別のディスクのフォルダーを指定してください。`,
    en: `--to ${to} is inside the city's data folder ${source}. Choose a folder on another disk.`,
  })
}

/** Where a path leads to, also where its end does not exist yet. */
function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  const above = dirname(path)
  return above === path ? path : join(realPathOf(above), basename(path))
}
