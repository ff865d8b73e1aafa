import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DataFolderError } from './data-folder-error.ts'

/** What a restore into a data folder is called until it is whole. */
export const restoringName = (path: string): string => `${path}.restoring`

/** Whether a city has kept anything in this folder. */
export const holdsCity = (path: string): boolean =>
  ['registry.db', 'readings.db'].some((name) => existsSync(join(path, name)))

/**
 * Throws `DataFolderError` where a city would start empty in `DATA_DIR/live` (or `demo`) though its
 * data is one folder further up or down, or in a restore that was cut off: it would run for weeks
 * before somebody misses the past.
 */
export function checkNoCityElsewhere(path: string): void {
  if (holdsCity(path)) return
  const found = findUnfinished(path) ?? findAbove(path) ?? findBelow(path)
  if (found) throw new DataFolderError('DATA_FOLDER_ELSEWHERE', found)
}

function findUnfinished(path: string): string | undefined {
  const draft = restoringName(path)
  if (!existsSync(draft)) return undefined
  return (
    `${path} への復元が終わっていません（途中のものが ${draft} にあります）。復元が動いていれば終わるまで待ち、止まっていれば npm run restore をもう一度実行してください。復元をやめて空の市を始めるときだけ ${draft} を削除してください。\n` +
    `A restore into ${path} has not finished (what it began is ${draft}). Wait for it if it is at ` +
    'work, else run npm run restore again. Delete that folder only to give the restore up and ' +
    'begin an empty city.'
  )
}

/** DATA_DIR itself has the files, as when it names the city's own folder or they were copied there. */
function findAbove(path: string): string | undefined {
  const dataDir = dirname(path)
  if (!holdsCity(dataDir)) return undefined
  // Whichever city was started: advice to move files must never make a real one of a simulated one.
  const isOwnFolder = ['live', 'demo'].includes(basename(dataDir))
  const advice = isOwnFolder
    ? {
        ja: `DATA_DIR=${dirname(dataDir)} としてください。`,
        en: `Set DATA_DIR=${dirname(dataDir)}.`,
      }
    : {
        ja: `本番の市のデータなら ${join(dataDir, 'live')} に、模擬の市のデータなら ${join(dataDir, 'demo')} に移してください。`,
        en: `Move its files to ${join(dataDir, 'live')}, or to ${join(dataDir, 'demo')} if they are of the simulated city.`,
      }
  return (
    `市のデータが ${path} ではなく ${dataDir} にあります。${advice.ja}\n` +
    `A city's data is in ${dataDir} itself and not in ${path}. ${advice.en}`
  )
}

function findBelow(path: string): string | undefined {
  const below = join(path, basename(path))
  if (!holdsCity(below)) return undefined
  return (
    `市のデータが ${path} ではなく ${below} にあります。DATA_DIR=${path} としてください。\n` +
    `A city's data is in ${below} and not in ${path}. Set DATA_DIR=${path}.`
  )
}
