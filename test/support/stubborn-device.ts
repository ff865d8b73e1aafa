import { connect, type Socket } from 'node:net'
import { encodeConnect, encodeOnline, encodePublish, packetTypes } from './mqtt-frames.ts'

/** What a device knows of itself, also while the server is away. */
export interface StubbornDevice {
  /** Numbers of the readings that the server acknowledged. */
  readonly acked: ReadonlySet<number>
  /** How many different readings it has sent, acknowledged or not. */
  sentCount(): number
  /** Connects, sends again what was not acknowledged, then goes on. Resolves with the CONNACK. */
  connect(port: number): Promise<void>
  /** Sends nothing new and resolves when everything sent is acknowledged. */
  settle(): Promise<void>
  /** Hangs up without a word. */
  drop(): void
}

const answerBytes = 4
const clean = (socket: Socket) => socket.removeAllListeners().on('error', () => {})

/**
 * A device on a raw socket that behaves as QoS 1 asks of it: it keeps every reading until its
 * PUBACK came and sends it again over the next connection [MQTT-4.4.0-1].
 */
export function createStubbornDevice(options: {
  id: string
  token: string
  topic: string
  /** Readings in flight. */
  window: number
  payloadOf: (number: number) => string
  /** Pause between an acknowledgement and the next reading, ms; none if absent. */
  thinkMs?: number
  keepAliveS?: number
  /** Says there that it is online, and leaves a Will that says the opposite. */
  statusTopic?: string
  /**
   * Hears of each acknowledgement, with the time since the reading was sent last, and since it was
   * sent first, ms.
   */
  onAck?: (number: number, waitedMs: number, sinceFirstMs: number) => void
  /** The server hung up, or cannot be reached. */
  onClosed?: () => void
}): StubbornDevice {
  const { id, token, topic, window, payloadOf, statusTopic, thinkMs = 0 } = options
  const acked = new Set<number>()
  const inFlight = new Map<number, { number: number; sentMs: number; firstMs: number }>()
  let next = 0
  let settling: (() => void) | undefined
  let socket: Socket | undefined

  const publish = (packetId: number, number: number, firstMs = performance.now()) => {
    inFlight.set(packetId, { number, sentMs: performance.now(), firstMs })
    socket?.write(encodePublish({ topic, packetId, payload: payloadOf(number) }))
  }
  const sendNext = (packetId: number) => {
    if (!settling) return publish(packetId, next++)
    if (inFlight.size === 0) settling()
  }
  const onConnack = () => {
    if (statusTopic !== undefined) socket?.write(encodeOnline(statusTopic))
    const again = [...inFlight]
    for (const [packetId, { number, firstMs }] of again) publish(packetId, number, firstMs)
    for (let packetId = 1; packetId <= window; packetId++) {
      if (!inFlight.has(packetId)) sendNext(packetId)
    }
  }
  const onPuback = (packetId: number) => {
    const sent = inFlight.get(packetId)
    if (!sent) throw new Error(`${id}: packet ${packetId} acknowledged twice`)
    inFlight.delete(packetId)
    acked.add(sent.number)
    const nowMs = performance.now()
    options.onAck?.(sent.number, nowMs - sent.sentMs, nowMs - sent.firstMs)
    if (thinkMs === 0) return sendNext(packetId)
    const connection = socket
    setTimeout(() => {
      // A connection made meanwhile has given this packet id to another reading.
      if (socket === connection && !inFlight.has(packetId)) sendNext(packetId)
    }, thinkMs)
  }

  return {
    acked,
    sentCount: () => next,
    connect: (port) =>
      new Promise((resolve, reject) => {
        const opened = connect({ host: '127.0.0.1', port, noDelay: true })
        socket = opened
        opened.on('error', reject)
        opened.on('close', () => {
          reject(new Error(`${id}: closed by the server`))
          options.onClosed?.()
        })
        opened.write(encodeConnect({ id, token }, options.keepAliveS, statusTopic))
        let rest = Buffer.alloc(0)
        opened.on('data', (chunk) => {
          rest = Buffer.concat([rest, chunk])
          for (; rest.length >= answerBytes; rest = rest.subarray(answerBytes)) {
            if (rest[0] === packetTypes.puback) onPuback(rest.readUInt16BE(2))
            else if (rest[0] === packetTypes.connack && rest[3] === 0) {
              resolve()
              onConnack()
            } else opened.destroy(new Error(`${id}: answer ${rest.toString('hex', 0, 4)}`))
          }
        })
      }),
    settle: () =>
      new Promise((resolve) => {
        settling = resolve
        if (inFlight.size === 0) resolve()
      }),
    drop: () => {
      if (socket) clean(socket).destroy()
    },
  }
}
