import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { callAdmin, isRunning } from '#app/admin/call.ts'
import { modes, type Mode } from '../terminal/find-running.ts'
import { saidAlike, UsageError } from '../terminal/usage-error.ts'
import {
  archivePath,
  type ArchiveAnswer,
  type ArchiveRequest,
} from '#app/admin/archive/protocol.ts'

interface Sending {
  dataDir: string
  mode: Mode | undefined
  request: ArchiveRequest
  /** Does it without a running city, on the data folder at this path. */
  alone: (path: string, request: ArchiveRequest) => Promise<ArchiveAnswer>
}

/** Asks the running city, or works on its data folder; undefined where there is neither. */
export async function sendArchive(sending: Sending): Promise<ArchiveAnswer | undefined> {
  const { dataDir, request } = sending
  const root = resolve(dataDir)
  const wanted = sending.mode ? [sending.mode] : modes
  const running: Mode[] = []
  for (const mode of wanted) {
    if (await isRunning(join(root, mode, 'admin.sock'))) running.push(mode)
  }
  if (running.length > 1) throw new UsageError(saidAlike.bothRun)
  const [mode] = running
  if (mode) {
    return callAdmin<ArchiveAnswer>(join(root, mode, 'admin.sock'), request, archivePath)
  }
  // The state is that of a process; a data folder alone has none.
  if (request.command === 'state') return undefined
  const alone = findFolder(sending)
  return alone === undefined ? undefined : sending.alone(alone, request)
}

/** The data folder of the only city there is, or of the one that was asked for. */
export function findFolder({
  dataDir,
  mode,
}: Pick<Sending, 'dataDir' | 'mode'>): string | undefined {
  const root = resolve(dataDir)
  const kept = (mode ? [mode] : modes).filter((candidate) => existsSync(join(root, candidate)))
  const [only, ...others] = kept
  return only === undefined || others.length > 0 ? undefined : join(root, only)
}
