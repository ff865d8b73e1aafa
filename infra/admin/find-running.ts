import { join } from 'node:path'
import type { Mode } from '../device/options.ts'
import { UsageError } from '../device/values.ts'
import { isRunning } from './call.ts'

export const modes: readonly Mode[] = ['live', 'demo']

/** The admin socket of the city that runs on a data folder; undefined where none does. */
export async function findRunning(root: string, mode?: Mode): Promise<string | undefined> {
  const sockets: string[] = []
  for (const wanted of mode ? [mode] : modes) {
    const socket = join(root, wanted, 'admin.sock')
    if (await isRunning(socket)) sockets.push(socket)
  }
  if (sockets.length > 1) throw new UsageError('both cities run: say --live or --demo')
  return sockets[0]
}
