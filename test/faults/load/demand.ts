/** Devices in a process of their own, which may be lied to about its sockets. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeConnect, encodePublish } from '#test/support/mqtt-frames.ts'
import type { DemandMessage, DemandRequest } from './demand-messages.ts'

/** Every pause a device sends so many. */
const pings = 150
const pauseMs = 10
/** What it cannot send is not made: the memory that we look at is the server's. */
const unsentMax = 16 * 1024
const comesBackAfterMs = 250
const ping = Buffer.from([0xc0, 0])

type Device = DemandRequest['devices'][number]

function createSpell({ port, reads, devices, atLeastMs, atMostMs }: DemandRequest) {
  const startedMs = performance.now()
  const passedMs = () => performance.now() - startedMs
  const firstCutMs = new Map<string, number>()
  let cut = 0
  const isOver = () => {
    const isSeen = reads || firstCutMs.size === devices.length
    return passedMs() > (isSeen ? atLeastMs : atMostMs)
  }

  /** Sends pings without an end, and readings with QoS 1. */
  const demand = async (socket: Socket, { topic, publishes }: Device) => {
    const payload = `{"ts":${Date.now()},"level_m":0.5}`
    const burst = Buffer.concat([
      ...(publishes ? [encodePublish({ topic, packetId: 1, payload })] : []),
      ...Array.from({ length: pings }, () => ping),
    ])
    while (!isOver() && !socket.destroyed) {
      if (socket.writableLength < unsentMax) socket.write(burst)
      await sleep(pauseMs)
    }
  }

  const live = async (device: Device) => {
    const { id, token } = device
    while (!isOver()) {
      const socket = connect({ host: '127.0.0.1', port, noDelay: true })
      socket.on('error', () => undefined)
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.write(encodeConnect({ id, token }))
      // Rejects where the connection is refused, which is no answer either.
      await Promise.race([once(socket, 'data').catch(() => undefined), closed])
      if (reads) socket.resume()
      else socket.pause()
      await demand(socket, device)
      if (socket.destroyed) {
        cut += 1
        if (!firstCutMs.has(id)) firstCutMs.set(id, passedMs())
        await sleep(comesBackAfterMs)
      }
      socket.destroy()
    }
  }

  return {
    async play(): Promise<DemandMessage> {
      await Promise.all(devices.map(live))
      return { type: 'ended', cut, firstCutMs: [...firstCutMs.values()] }
    },
  }
}

process.on('message', (request: DemandRequest) => {
  void createSpell(request)
    .play()
    .then((ended) => process.send?.(ended))
})
