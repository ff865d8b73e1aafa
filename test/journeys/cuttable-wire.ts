import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface CuttableWire {
  /** Where to reach the city through this wire. */
  origin: string
  /** From now on nothing passes in either direction; connections stay open, as with a dead radio. */
  cut(): void
  /** Ends the silent connections; new ones pass again. */
  mend(): void
  close(): Promise<void>
}

/** A TCP relay to `target` that can fall silent. */
export async function startCuttableWire(target: string): Promise<CuttableWire> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => isCut || to.write(bytes))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no TCP address')
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    origin: `http://127.0.0.1:${address.port}`,
    cut() {
      isCut = true
    },
    mend() {
      isCut = false
      drop()
    },
    async close() {
      server.close()
      drop()
      await once(server, 'close')
    },
  }
}
