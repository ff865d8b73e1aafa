import type { Effort } from '../options.ts'

export interface Setting {
  /** An empty folder on a real disk, for the data of all runs. */
  folder: string
  effort: Effort
  /** Arguments for the server's Node. */
  nodeArgs: readonly string[]
}
