import { request } from 'node:http'
import { connect } from 'node:net'
import { json } from 'node:stream/consumers'
import type { AdminAnswer } from './devices/protocol.ts'

// No socket, or one that a killed server left behind.
const nobodyThere: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ECONNREFUSED'])

/** Whether a city runs on the data folder of this socket. */
export function isRunning(socketPath: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (nobodyThere.has(error.code)) resolve(false)
      else reject(error)
    })
  })
}

/** Asks the running city; rejects when it stopped meanwhile. */
export function callAdmin<Answer = AdminAnswer>(
  socketPath: string,
  body: object,
  path = '/',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method: 'POST' }, (response) => {
      json(response).then((answer) => resolve(answer as Answer), reject)
    })
    call.on('error', reject)
    call.end(JSON.stringify(body))
  })
}
