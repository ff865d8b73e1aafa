/** Name of the manifest in a backup. It is written last: a backup without it is half-written. */
export const manifestName = 'backup.json'

/** Layout of backups; a program reads its own and older ones. */
export const manifestFormat = 1

/** Which of the two cities of a data folder: a backup of one never becomes the other. */
export type CityMode = 'live' | 'demo'
export const cityModes: readonly CityMode[] = ['live', 'demo']

/** One database of a backup. */
export interface SavedFile {
  name: string
  /** `PRAGMA user_version`: which migrations it has seen. */
  schema: number
  bytes: number
  /** Hexadecimal. */
  sha256: string
  /** Rows by table, counted in the same snapshot that was copied. */
  rows: Readonly<Record<string, number>>
}

export interface Manifest {
  format: number
  /** Of the program that took the backup. */
  version: string
  mode: CityMode
  /** RFC 3339, UTC. */
  taken_at: string
  /** Newest journal sequence in it: every batch acknowledged before the start is at or below. */
  journal_seq: number
  files: readonly SavedFile[]
}

/** Reads a manifest; undefined for anything else. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null
    return isManifest(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isManifest(value: Partial<Manifest> | null): value is Manifest {
  if (typeof value !== 'object' || value === null) return false
  const { format, version, mode, files } = value
  if (!Number.isInteger(format) || typeof version !== 'string') return false
  return cityModes.some((known) => known === mode) && Array.isArray(files) && files.every(isFile)
}

function isFile(value: Partial<SavedFile> | null): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { name, schema, sha256 } = value
  // A name with a path in it would be written outside of the data folder.
  if (typeof name !== 'string' || !/^[a-z]+\.db$/.test(name)) return false
  return Number.isInteger(schema) && typeof sha256 === 'string'
}
