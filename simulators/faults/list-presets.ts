import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export const presetFolder = join(import.meta.dirname, 'presets')

/** Names of the presets, which fit any city. */
export const presets: readonly string[] = readdirSync(presetFolder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .toSorted((a, b) => a.localeCompare(b))
