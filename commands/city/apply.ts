import { join, resolve } from 'node:path'
import { kinds } from '#domain/kinds/index.ts'
import { callAdmin, isRunning } from '#app/admin/call.ts'
import { executeTakeOver } from '#app/admin/take-over/execute.ts'
import { takeOverPath, type TakeOverAnswer } from '#app/admin/take-over/protocol.ts'
import { loadProfiles } from '#app/city/load-profiles.ts'
import { explainingErrors } from '#app/errors/explain-sqlite-error.ts'
import type { CityMode } from '#store/backup/manifest.ts'
import { lookAlone, workAlone } from '../terminal/open-alone.ts'

export interface Applying {
  dataDir: string
  cityDir: string
  mode: CityMode
  dryRun: boolean
}

/**
 * Takes over what `devices.json` says, in the running city through its admin socket, else in the data
 * folder itself; a dry run looks at a copy of it.
 */
export async function applyFolder(applying: Applying): Promise<TakeOverAnswer> {
  const { dataDir, cityDir, mode, dryRun } = applying
  const path = join(resolve(dataDir), mode)
  const body = { dry_run: dryRun }
  const socket = join(path, 'admin.sock')
  if (await isRunning(socket)) return callAdmin<TakeOverAnswer>(socket, body, takeOverPath)
  const profiles = await loadProfiles(cityDir)
  const isDemo = mode === 'demo'
  const open = dryRun ? lookAlone : workAlone
  return explainingErrors(path, () =>
    open({ path, cityDir, profiles }, ({ inventory }) =>
      executeTakeOver({ inventory, kinds, cityDir, isDemo }, body),
    ),
  )
}
