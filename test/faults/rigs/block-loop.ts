import { once } from 'node:events'

/** For the server, so that its event loop can be blocked from outside. */
export const inspectable = ['--inspect=127.0.0.1:0']

/** Blocks the event loop of a process that was started `inspectable`, for `blockMs`. */
export async function blockLoop(output: string, blockMs: number): Promise<void> {
  const url = /ws:\/\/\S+/.exec(output)?.[0]
  if (url === undefined) throw new Error('the process does not tell its inspector')
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const expression = `{ const until = Date.now() + ${blockMs}; while (Date.now() < until); }`
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }))
  await once(socket, 'message')
  socket.close()
}
