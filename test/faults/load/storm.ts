import { connect as connectTcp, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import type { Random } from '#domain/kinds/simulation.ts'
import { encodeConnect } from '#test/support/mqtt-frames.ts'

export interface StormOptions {
  port: number
  tls: boolean
  devices: readonly { id: string; token: string }[]
  /** Each device waits up to so long before it comes, ms. */
  jitterMs: number
  random: Random
}

export interface Storm {
  /** From the first SYN to the last CONNACK, ms. */
  elapsedMs: number
  /** Attempts that failed and were made again. */
  retries: number
  /** All hang up. */
  drop(): void
}

const retryAfterMs = 500
const keepAliveS = 120
const givenUpAfter = 20

/** One attempt; resolves with the socket once the server said welcome. */
function knock({ port, tls }: StormOptions, device: { id: string; token: string }) {
  return new Promise<Socket>((resolve, reject) => {
    const at = { host: '127.0.0.1', port }
    // The certificate of a test signs itself.
    const socket = tls ? connectTls({ ...at, rejectUnauthorized: false }) : connectTcp(at)
    socket.on('error', reject)
    socket.once('close', () => reject(new Error('closed')))
    socket.once(tls ? 'secureConnect' : 'connect', () =>
      socket.write(encodeConnect(device, keepAliveS)),
    )
    socket.once('data', (answer) => {
      if (answer[0] === 0x20 && answer[3] === 0) resolve(socket)
      else socket.destroy(new Error('refused'))
    })
  })
}

/** All devices come at once, as after a power cut in the whole city. */
export async function raiseStorm(options: StormOptions): Promise<Storm> {
  const sockets: Socket[] = []
  let retries = 0
  const startedMs = performance.now()
  const come = async (device: { id: string; token: string }) => {
    await sleep(options.random() * options.jitterMs)
    for (let attempt = 0; attempt < givenUpAfter; attempt++) {
      const socket = await knock(options, device).catch(() => undefined)
      if (socket) return void sockets.push(socket)
      retries += 1
      await sleep(retryAfterMs * (1 + options.random()))
    }
    throw new Error(`${device.id} was not let in`)
  }
  await Promise.all(options.devices.map(come))
  return {
    elapsedMs: performance.now() - startedMs,
    retries,
    drop() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
