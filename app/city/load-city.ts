import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { layerNames, type LayerName } from '#domain/city/city.ts'
import { describeFinding, type Finding } from '#domain/city/folder/finding.ts'
import { cityFiles, type CityFolder, type CityTexts } from '#domain/city/folder/city-folder.ts'
import { parseCityFolder, type ParsedCity } from '#domain/city/folder/parse-city-folder.ts'
import { kinds as allKinds } from '#domain/kinds/index.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { ProfileDirectory } from '#domain/devices/profiles/device-mapper.ts'
import { CityFolderError } from './city-folder-error.ts'
import { loadProfiles } from './load-profiles.ts'
import type { City } from '#domain/wire/city.ts'

export interface LoadedCity {
  city: City
  folder: CityFolder
  /** The layers as they are sent, by name. */
  layers: ReadonlyMap<LayerName, Buffer>
  /** How sensors that come over a bridge are read: the built-in profiles and the city's own. */
  profiles: ProfileDirectory
}

interface LoadOptions {
  kinds?: readonly Kind[]
  /** Hears what is wrong without keeping the city from starting. */
  log?: (level: 'warn', message: string) => void
}

/** Reads and checks a city folder, as `npm run city -- check` does. Rejects with `CityFolderError`. */
export async function loadCity(
  path: string,
  { kinds = allKinds, log }: LoadOptions = {},
): Promise<LoadedCity> {
  const { folder, findings } = await readCityFolder(path, kinds)
  if (!folder) {
    const errors = findings.filter(({ level }) => level === 'error').map(describeFinding)
    const list = errors.map((line) => `  ${line}`).join('\n')
    throw new CityFolderError(
      `市のフォルダー ${path}（CITY_DIR）に誤りがあります。\n` +
        `The city folder ${path} (setting CITY_DIR) is not right:\n${list}\n` +
        `npm run city -- check ${path} says more.`,
    )
  }
  const layers = layerNames.flatMap((name): [LayerName, Buffer][] => {
    const collection = folder.layers[name]
    return collection ? [[name, Buffer.from(JSON.stringify(collection))]] : []
  })
  for (const finding of findings) {
    if (finding.level === 'warning') log?.('warn', describeFinding(finding))
  }
  const profiles = await loadProfiles(path)
  return { city: folder.city, folder, layers: new Map(layers), profiles }
}

/** Everything that is found in a city folder; rejects only where the folder cannot be read. */
export async function readCityFolder(path: string, kinds: readonly Kind[]): Promise<ParsedCity> {
  const texts = await Promise.all(
    cityFiles.map(async (name) => [name, await readIfThere(join(path, name))] as const),
  )
  const { folder, findings } = parseCityFolder(Object.fromEntries(texts) as CityTexts, kinds)
  const fault = await findProfileFault(path)
  if (!fault) return { folder, findings }
  return { folder: undefined, findings: [...findings, fault] }
}

async function findProfileFault(path: string): Promise<Finding | undefined> {
  try {
    await loadProfiles(path)
    return undefined
  } catch (error) {
    if (!(error instanceof CityFolderError)) throw error
    return { level: 'error', file: 'profiles', problem: error.message }
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new CityFolderError(`${file} を読めません。\nCannot read ${file}: ${message}`, {
      cause: error,
    })
  }
}
