import { startChild } from '../child.ts'

export interface Server {
  pid: number
  host: string
  port: number
  stop(): Promise<void>
}

const modulePath = new URL('bare-aedes.ts', import.meta.url).pathname

export async function startBareAedes(): Promise<Server> {
  const child = startChild<{ type: 'listening'; port: number }>(modulePath)
  const { port } = await child.next('listening')
  return { pid: child.pid, host: '127.0.0.1', port, stop: () => child.stop() }
}
