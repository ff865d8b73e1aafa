import { once } from 'node:events'
import type { Connection, Connections } from './connections.ts'

/** Ends a connection by our own will; what Aedes then reports is no news. */
export function cut(connection: Connection): void {
  connection.explained = true
  connection.stream?.destroy()
}

/** Ends every connection and resolves when the last socket is closed. */
export async function cutAll({ all }: Connections): Promise<void> {
  const streams = [...all].flatMap(({ stream }) => stream ?? [])
  const closed = streams.map((stream) => once(stream, 'close'))
  for (const connection of all) cut(connection)
  await Promise.allSettled(closed)
}
