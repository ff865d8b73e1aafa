import { basename, dirname, join } from 'node:path'
import { cityModes, type CityMode } from '#store/backup/manifest.ts'
import { holdsCity } from '#store/city-elsewhere.ts'
import { isRunning } from '#app/admin/call.ts'
import { CommandError } from './command-error.ts'

/** The city to back up: the one asked for, else the one that runs, else the only one there is. */
export async function chooseCity(dataDir: string, wanted: CityMode | undefined): Promise<CityMode> {
  if (wanted) return wanted
  const kept = cityModes.filter((mode) => holdsCity(join(dataDir, mode)))
  const running: CityMode[] = []
  for (const mode of kept) {
    if (await isRunning(join(dataDir, mode, 'admin.sock'))) running.push(mode)
  }
  const [only, ...others] = running.length > 0 ? running : kept
  if (!only) throw noCity(dataDir)
  if (others.length === 0) return only
  throw new CommandError({
    ja: `${dataDir} には市が二つあります。--live か --demo のどちらかを付けてください。`,
    en: `${dataDir} holds two cities: say --live or --demo`,
  })
}

function noCity(dataDir: string): CommandError {
  const isOwnFolder = cityModes.some((mode) => mode === basename(dataDir)) && holdsCity(dataDir)
  const wanted = isOwnFolder ? `DATA_DIR=${dirname(dataDir)}` : 'DATA_DIR'
  return new CommandError({
    ja: `${dataDir} に市のデータがありません。${isOwnFolder ? `${wanted} としてください。` : '市のデータフォルダーを DATA_DIR に設定してください。'}`,
    en: `${dataDir} holds no city: set ${wanted}${isOwnFolder ? '' : ' to its data folder'}`,
  })
}
