import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProfileDirectory } from '#domain/devices/profiles/device-mapper.ts'
import { parseProfile } from '#domain/devices/profiles/parse-profile.ts'
import type { Profile } from '#domain/devices/profiles/profile.ts'
import { addProfiles } from '#domain/devices/profiles/profiles.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { CityFolderError } from './city-folder-error.ts'

async function readProfile(file: string): Promise<Profile> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CityFolderError(`Cannot read ${file}: ${reason}`, { cause: error })
  }
  const profile = parseProfile(value)
  if (isRefusal(profile)) throw new CityFolderError(`${file}: ${profile.detail}`)
  return profile
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names.filter((name) => name.endsWith('.json')).toSorted()
  } catch (error) {
    // Most cities need no profile of their own.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/**
 * The built-in device profiles and those of a city folder (`profiles/*.json`). Rejects with
 * `CityFolderError` for a file that cannot be read, is wrong, or whose own examples do not hold.
 */
export async function loadProfiles(cityFolder: string): Promise<ProfileDirectory> {
  const folder = join(cityFolder, 'profiles')
  const own: Profile[] = []
  for (const name of await listFiles(folder)) own.push(await readProfile(join(folder, name)))
  const profiles = addProfiles(own)
  if (isRefusal(profiles)) throw new CityFolderError(`${folder}: ${profiles.detail}`)
  return profiles
}
