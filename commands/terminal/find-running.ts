import { join } from 'node:path'
import { isRunning } from '#app/admin/call.ts'
import { saidAlike, UsageError } from './usage-error.ts'

/** Which of the two cities of a data folder: with simulated devices, or the real one. */
export type Mode = 'demo' | 'live'

export const modes: readonly Mode[] = ['live', 'demo']

/** The admin socket of the city that runs on a data folder; undefined where none does. */
export async function findRunning(root: string, mode?: Mode): Promise<string | undefined> {
  const sockets: string[] = []
  for (const wanted of mode ? [mode] : modes) {
    const socket = join(root, wanted, 'admin.sock')
    if (await isRunning(socket)) sockets.push(socket)
  }
  if (sockets.length > 1) throw new UsageError(saidAlike.bothRun)
  return sockets[0]
}
