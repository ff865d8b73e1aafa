import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import type { ProfileDirectory } from '#domain/devices/profiles/device-mapper.ts'
import { callAdmin } from '#app/admin/call.ts'
import { kinds } from '#domain/kinds/index.ts'
import { createImport } from '#inventory/import/read-import.ts'
import { workAlone } from '../terminal/open-alone.ts'
import { findRunning, modes, type Mode } from '../terminal/find-running.ts'
import { execute } from '#app/admin/devices/execute.ts'
import type { AdminAnswer, AdminRequest } from '#app/admin/devices/protocol.ts'
import { startAuditOfCommand } from '#app/admin/start-audit.ts'
import { UsageError } from '../terminal/usage-error.ts'

export interface Sending {
  dataDir: string
  mode: Mode | undefined
  request: AdminRequest
  /** The folder of the city that the data are of. */
  cityDir: string
  /** Where devices will reach the city once it runs. */
  door: () => DoorAddress | null
  /** What a device of a bridge may name. */
  profiles: () => Promise<ProfileDirectory>
}

/** Without a server the tool is the owner of the data folder while it works. */
async function executeAlone(path: string, sending: Sending): Promise<AdminAnswer> {
  const { request, door, cityDir } = sending
  const profiles = await sending.profiles()
  return workAlone({ path, cityDir, profiles }, async ({ folder, registry, inventory }) => {
    const audit = startAuditOfCommand(folder.file('audit.jsonl'))
    try {
      const readImport = createImport(inventory, kinds)
      return execute({ registry, inventory, readImport, audit, door }, request)
    } finally {
      await audit.close()
    }
  })
}

/**
 * Carries a command out where it belongs: in the running city, through its admin socket, else in
 * the data folder itself. Without `mode` it must be clear which of the two cities is meant.
 */
export async function send(sending: Sending): Promise<AdminAnswer> {
  const root = resolve(sending.dataDir)
  const socket = await findRunning(root, sending.mode)
  if (socket) return callAdmin(socket, sending.request)
  const wanted = sending.mode ? [sending.mode] : modes
  return executeAlone(chooseFolder(sending, root, wanted), sending)
}

/** The data folder of the city that is meant, where none runs. */
function chooseFolder({ mode, request }: Sending, root: string, wanted: readonly Mode[]): string {
  const kept = wanted.filter((candidate) => existsSync(join(root, candidate)))
  const alone = mode ?? (kept.length === 1 ? kept[0] : undefined)
  if (!alone)
    throw new UsageError({
      ja: '稼働中の市がありません。--live か --demo を付けてください。',
      en: 'no city runs here: say --live or --demo',
    })
  // A look at a city that is not there must not found one; adding devices beforehand may.
  if (request.command !== 'add' && kept.length === 0) {
    throw new UsageError({
      ja: `${root} に ${alone} の市はありません。`,
      en: `there is no ${alone} city in ${root}`,
    })
  }
  return join(root, alone)
}
