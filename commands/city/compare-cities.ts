import { join, resolve } from 'node:path'
import { holdsCity } from '#store/city-elsewhere.ts'
import { modes, type Mode } from '../terminal/find-running.ts'
import { applyFolder } from './apply.ts'

/**
 * One line for each city of the settings that began with this folder and says something else by now;
 * none for another folder, and for a city that cannot be looked into at the moment.
 */
export async function compareCities(
  folder: string,
  { CITY_DIR: cityDir, DATA_DIR: dataDir }: { CITY_DIR: string; DATA_DIR: string },
): Promise<string[]> {
  if (resolve(folder) !== resolve(cityDir)) return []
  const lines = await Promise.all(
    modes
      .filter((mode) => holdsCity(join(resolve(dataDir), mode)))
      .map((mode) => compareCity(mode, { cityDir, dataDir })),
  )
  return lines.flat()
}

async function compareCity(mode: Mode, where: { cityDir: string; dataDir: string }) {
  const answer = await applyFolder({ ...where, mode, dryRun: true }).catch(() => undefined)
  if (!answer?.ok) return []
  const devices = new Set([...answer.added, ...answer.differences].map(({ device }) => device))
  if (devices.size === 0) return []
  return [
    `\ndevices.json と ${mode} の登録内容が違う機器が${devices.size}台あります。\n` +
      `${devices.size} devices differ from the ${mode} registry, which holds.\n` +
      `  npm run city -- apply --dry-run --${mode}`,
  ]
}
