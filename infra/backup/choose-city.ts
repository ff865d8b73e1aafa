import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cityModes, type CityMode } from '#store/backup/manifest.ts'
import { isRunning } from '../admin/call.ts'
import { CommandError } from './command-error.ts'

/** The city to back up: the one asked for, else the one that runs, else the only one there is. */
export async function chooseCity(dataDir: string, wanted: CityMode | undefined): Promise<CityMode> {
  if (wanted) return wanted
  const kept = cityModes.filter((mode) => existsSync(join(dataDir, mode, 'readings.db')))
  const running: CityMode[] = []
  for (const mode of kept) {
    if (await isRunning(join(dataDir, mode, 'admin.sock'))) running.push(mode)
  }
  const [only, ...others] = running.length > 0 ? running : kept
  if (!only) throw new CommandError(`${dataDir} holds no city: set DATA_DIR to its data folder`)
  if (others.length > 0) throw new CommandError(`${dataDir} holds two cities: say --live or --demo`)
  return only
}
