import {
  connect,
  ErrorWithSubackPacket,
  type IClientOptions,
  type MqttClient,
  type IPublishPacket,
} from 'mqtt'
import { AckWindow } from './ack-window.ts'
import { explainEnding, type Ending } from './explain-ending.ts'

/** Where to connect, as whom, and what to ask for. */
export interface FarTarget {
  url: string
  clientId: string
  topics: readonly string[]
  username?: string | undefined
  password?: string | undefined
  /** PEM, in place of the system's authorities. */
  ca?: string | undefined
  cert?: string | undefined
  key?: string | undefined
}

export interface FarMessage {
  topic: string
  payload: Buffer
  /** QoS 0: the far broker does not keep it for us. */
  bestEffort: boolean
}

export interface SessionOptions {
  target: FarTarget
  /** Reading stops while so many messages are received and not acknowledged. */
  uncommittedMax: number
  /** Connected and subscribed. `granted`: the lowest QoS that was granted. */
  onOpen(session: { isResumed: boolean; granted: number }): void
  /** Takes one message; `settle` is called once its outcome is on disk. */
  take(message: FarMessage, settle: () => void): void
}

const keepAliveS = 30
const pingEveryMs = (keepAliveS * 1000) / 3
const connectWithinMs = 10_000

// MQTT.js acknowledges when the handler's callback is called without an error, and goes on to the
// next message in either case: an error keeps it from acknowledging. Pinned by a test.
const acknowledgedLater = new Error('acknowledged after the commit')

/**
 * One connection, from CONNECT to its end. It never comes back: a new one is opened instead, so an
 * acknowledgement can never reach another connection, where its number means another message.
 *
 * MQTT.js brings the transports (TCP, TLS, WebSocket), the codec and the keep-alive.
 * Acknowledgements are ours: they leave when the disk has what they stand for.
 */
export class FarSession {
  /** Why it ended. */
  readonly ended: Promise<Ending>
  readonly #options: SessionOptions
  readonly #client: MqttClient
  readonly #window: AckWindow
  readonly #pinging: NodeJS.Timeout
  readonly #end: (ending: Ending) => void
  #goOn: (() => void) | undefined
  #onIdle: (() => void) | undefined
  #isOpen = false
  #isOver = false
  #isDraining = false

  constructor(options: SessionOptions) {
    const { promise, resolve } = Promise.withResolvers<Ending>()
    this.ended = promise
    this.#end = resolve
    this.#options = options
    this.#window = new AckWindow(
      (acks) => {
        if (!this.#isOver) this.#client.stream.write(acks)
      },
      () => this.#onSettled(),
    )
    this.#client = connect(options.target.url, toClientOptions(options.target))
    this.#pinging = setInterval(() => this.#ping(), pingEveryMs)
    this.#listen()
  }

  /** Messages received and not yet acknowledged. */
  get uncommitted(): number {
    return this.#window.size
  }

  /** Ends at once; what is not acknowledged comes again. */
  abort(ending: Ending): void {
    if (this.#isOver) return
    this.#isOver = true
    clearInterval(this.#pinging)
    this.#client.end(true)
    this.#onIdle?.()
    this.#end(ending)
  }

  /** Takes nothing more, waits for what was taken, and says goodbye. */
  async drain(withinMs: number): Promise<void> {
    this.#isDraining = true
    this.#readOn()
    const deadline = setTimeout(() => this.abort(goodbye), withinMs)
    if (this.#window.size > 0 && !this.#isOver) {
      await new Promise<void>((resolve) => (this.#onIdle = resolve))
    }
    if (!this.#isOver) await Promise.race([this.#client.endAsync(), this.ended])
    clearTimeout(deadline)
    this.abort(goodbye)
  }

  #listen(): void {
    const client = this.#client
    client.handleMessage = (packet, callback) => this.#receive(packet, callback)
    client.on('connect', ({ sessionPresent }) => {
      this.#isOpen = true
      // Always, because the filters may have changed and not every broker keeps them: subscribing
      // again replaces and loses nothing [MQTT-3.8.4-3].
      subscribe(client, this.#options.target.topics).then(
        (granted) => this.#options.onOpen({ isResumed: sessionPresent, granted }),
        (error: Error) => this.abort({ trouble: 'subscription_refused', words: error.message }),
      )
    })
    client.on('error', (error) => this.#onEnd(explainEnding(error)))
    client.on('close', () => this.#onEnd(goodbye))
  }

  /** Whoever refuses us in MQTT says so [MQTT-3.2.2.3]: a line that is cut before is not its doing. */
  #onEnd({ trouble, words }: Ending): void {
    if (trouble !== 'closed' || this.#isOpen) return this.abort({ trouble, words })
    this.abort({ trouble: 'protocol', words: words ?? 'closed without an answer to CONNECT' })
  }

  #receive({ topic, payload, qos, messageId }: IPublishPacket, callback: Callback): void {
    const next = () => callback(acknowledgedLater)
    // Read, so that the line can close in order, but neither taken nor acknowledged: comes again.
    if (this.#isOver || this.#isDraining) return next()
    const settle = this.#window.open(qos === 0 ? null : (messageId ?? null))
    const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload)
    this.#options.take({ topic, payload: bytes, bestEffort: qos === 0 }, settle)
    if (this.#isFull()) this.#goOn = next
    else next()
  }

  #isFull(): boolean {
    return this.#window.size >= this.#options.uncommittedMax
  }

  #onSettled(): void {
    if (this.#window.size === 0) this.#onIdle?.()
    if (!this.#isFull()) this.#readOn()
  }

  #readOn(): void {
    const next = this.#goOn
    this.#goOn = undefined
    next?.()
  }

  /**
   * While reading stands still, the answer to a ping stands behind it: we go on pinging, so that
   * the far broker knows us alive, and MQTT.js is told not to wait for the answer.
   */
  #ping(): void {
    if (!this.#goOn || !this.#client.connected) return
    this.#client.sendPing()
    this.#client.reschedulePing(true)
  }
}

type Callback = Parameters<MqttClient['handleMessage']>[1]

const goodbye: Ending = { trouble: 'closed', words: null }

function toClientOptions({
  url: _url,
  topics: _topics,
  clientId,
  ...rest
}: FarTarget): IClientOptions {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  return {
    ...Object.fromEntries(given),
    clientId,
    // The far broker keeps what we have not acknowledged, also while we are away.
    clean: false,
    protocolVersion: 4,
    keepalive: keepAliveS,
    connectTimeout: connectWithinMs,
    // One client is one connection.
    reconnectPeriod: 0,
    resubscribe: false,
  }
}

/** Asks for all topics with QoS 1; resolves with the lowest QoS granted, rejects when one is refused. */
async function subscribe(client: MqttClient, topics: readonly string[]): Promise<number> {
  try {
    const granted = await client.subscribeAsync([...topics], { qos: 1 })
    return Math.min(...granted.map(({ qos }) => qos))
  } catch (error) {
    if (!(error instanceof ErrorWithSubackPacket)) throw error
    const codes = error.packet.granted
    // 0x80: failure [MQTT-3.9.3-2].
    const refused = topics.filter((_topic, index) => Number(codes[index]) >= 0x80)
    throw new Error(`refused: ${refused.join(', ')}`, { cause: error })
  }
}
