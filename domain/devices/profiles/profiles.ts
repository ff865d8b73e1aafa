import { isRefusal, type Refusal } from '../../words/refusal.ts'
import { files } from './built-in/files.ts'
import type { ProfileDirectory } from './device-mapper.ts'
import { parseProfile } from './parse-profile.ts'
import type { Profile } from './profile.ts'

function parseBuiltIn(file: unknown): Profile {
  const profile = parseProfile(file)
  if (isRefusal(profile)) throw new Error(`A built-in profile is wrong: ${profile.detail}`)
  return profile
}

function toDirectory(profiles: readonly Profile[]): ProfileDirectory {
  const byId = new Map(profiles.map((profile) => [profile.id, profile]))
  return { find: (id) => byId.get(id), list: () => profiles }
}

/** The profiles that come with the program. */
export const builtInProfiles: ProfileDirectory = toDirectory(files.map(parseBuiltIn))

/**
 * The built-in profiles and those of a city. An id means one thing for ever, because devices name
 * it: a city that does it otherwise takes another id.
 */
export function addProfiles(own: readonly Profile[]): ProfileDirectory | Refusal {
  const all = [...builtInProfiles.list()]
  for (const profile of own) {
    if (all.some(({ id }) => id === profile.id)) {
      return { code: 'profile_invalid', detail: `id: "${profile.id}" is taken; choose another` }
    }
    all.push(profile)
  }
  return toDirectory(all)
}
