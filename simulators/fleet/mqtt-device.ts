import mqtt from 'mqtt'
import type { MqttClient } from 'mqtt'
import { formatTopic } from '#domain/payload/topics.ts'
import type { Channel } from '#domain/payload/topics.ts'
import type { Random } from '#domain/kinds/simulation.ts'
import { backoffMs, type Backoff } from '#domain/operation/backoff.ts'
import { createOutbox } from './outbox.ts'
import type { Outbox } from './outbox.ts'

/** A device tries soon: a real one does not know that its broker is gone. */
const tries: Backoff = { firstMs: 500, longestMs: 30_000 }

/** No PUBACK for so long: the connection is given up and everything open is sent again. */
const ackTimeoutMs = 30_000
const connectTimeoutMs = 10_000
const keepaliveS = 30
/** Time to say goodbye at the end. */
const farewellMs = 800

type DataChannel = 'reading' | 'event'

interface DeviceIdentity {
  city: string
  kind: string
  id: string
  token: string
}

export interface DeviceCounters {
  /** Readings and events handed over, acknowledged, sent more than once, lost in a full outbox. */
  published: number
  acknowledged: number
  resent: number
  dropped: number
  reconnects: number
}

/** One device on one real MQTT connection. */
export interface MqttDevice {
  send(channel: DataChannel, entries: readonly object[]): void
  readonly connected: boolean
  /** Entries not acknowledged yet. */
  readonly waiting: number
  readonly counters: DeviceCounters
  /** Loses the network as a device without one does, without a word, and gets it back. */
  setNetwork(isThere: boolean): void
  close(): Promise<void>
}

interface MqttDeviceOptions {
  url: string
  identity: DeviceIdentity
  random: Random
  /** Called with a sentence when the broker refuses the device or it has to start over. */
  onTrouble: (sentence: string, error: Trouble) => void
}

/** `code` is the return code of a CONNACK where the broker refused. */
type Trouble = Error & { code?: string | number }

/**
 * A device as it should be: client id = user = its id, a Will that says `online:false`, QoS 1 with
 * one publish under way per channel, and nothing forgotten before its PUBACK. After a cut it comes
 * back with growing, jittered waits, sends the same again and empties what piled up as arrays.
 */
export function startMqttDevice(options: MqttDeviceOptions): MqttDevice {
  const device = new DeviceConnection(options)
  device.connect()
  return device
}

class DeviceConnection implements MqttDevice {
  readonly counters: DeviceCounters = {
    published: 0,
    acknowledged: 0,
    resent: 0,
    dropped: 0,
    reconnects: 0,
  }
  readonly #options: MqttDeviceOptions
  readonly #outboxes: Record<DataChannel, Outbox> = {
    reading: createOutbox(),
    event: createOutbox(),
  }
  /** Channels with a publish under way, and those whose next one is a repeat. */
  readonly #underWay = new Set<DataChannel>()
  readonly #repeats = new Set<DataChannel>()
  #client: MqttClient | undefined
  #attempt = 0
  #retry: NodeJS.Timeout | undefined
  #closed = false
  #hasNetwork = true

  constructor(options: MqttDeviceOptions) {
    this.#options = options
  }

  get connected(): boolean {
    return this.#client?.connected ?? false
  }

  get waiting(): number {
    return this.#outboxes.reading.size + this.#outboxes.event.size
  }

  send(channel: DataChannel, entries: readonly object[]): void {
    if (entries.length === 0) return
    const outbox = this.#outboxes[channel]
    outbox.add(entries)
    this.counters.published += entries.length
    this.counters.dropped = this.#outboxes.reading.dropped + this.#outboxes.event.dropped
    this.#flush(channel)
  }

  connect(): void {
    const { url, identity } = this.#options
    const client = mqtt.connect(url, {
      clientId: identity.id,
      username: identity.id,
      password: identity.token,
      protocolVersion: 4,
      clean: true,
      keepalive: keepaliveS,
      connectTimeout: connectTimeoutMs,
      // The waits between tries are ours: mqtt.js knows only a fixed one, without jitter.
      reconnectPeriod: 0,
      will: { topic: this.#topic('status'), payload: statusOf(false), qos: 1, retain: false },
    })
    this.#client = client
    client.on('connect', () => this.#onConnect(client))
    client.on('error', (error) => this.#onError(error))
    client.once('close', () => this.#onClose(client))
  }

  setNetwork(isThere: boolean): void {
    if (isThere === this.#hasNetwork) return
    this.#hasNetwork = isThere
    if (isThere) return this.#planRetry()
    clearTimeout(this.#retry)
    // No DISCONNECT: the broker hears nothing any more and says the Will.
    this.#client?.stream.destroy()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    const client = this.#client
    if (client?.connected) {
      const goodbye = client
        .publishAsync(this.#topic('status'), statusOf(false), { qos: 1 })
        .then(() => client.endAsync())
      const timeout = new Promise((resolve) => setTimeout(resolve, farewellMs).unref())
      await Promise.race([goodbye.catch(() => undefined), timeout])
    }
    client?.end(true)
  }

  #topic(channel: Channel): string {
    const { city, kind, id } = this.#options.identity
    return formatTopic({ city, kind, device: id, channel })
  }

  #onConnect(client: MqttClient): void {
    this.#attempt = 0
    // Best effort in itself: if it is lost the connection is lost too, and the next one says it.
    client.publish(this.#topic('status'), statusOf(true), { qos: 1 }, () => undefined)
    this.#flush('reading')
    this.#flush('event')
  }

  #onError(error: Trouble): void {
    const { identity, onTrouble } = this.#options
    if (this.#attempt === 0) onTrouble(`${identity.id}: ${error.message}`, error)
  }

  #onClose(client: MqttClient): void {
    client.end(true)
    if (client !== this.#client || this.#closed) return
    for (const channel of this.#underWay) this.#repeats.add(channel)
    this.#underWay.clear()
    this.#client = undefined
    if (this.#hasNetwork) this.#planRetry()
  }

  #planRetry(): void {
    // While the last connection still closes, its end plans the next one.
    if (this.#client || this.#closed) return
    const waitMs = backoffMs(tries, this.#attempt, this.#options.random)
    this.#attempt += 1
    this.counters.reconnects += 1
    this.#retry = setTimeout(() => this.connect(), waitMs)
  }

  #flush(channel: DataChannel): void {
    const client = this.#client
    if (!client?.connected || this.#underWay.has(channel)) return
    const outbox = this.#outboxes[channel]
    const batch = outbox.next()
    if (!batch) return
    this.#underWay.add(channel)
    if (this.#repeats.delete(channel)) this.counters.resent += batch.count
    const overdue = setTimeout(() => client.stream.destroy(), ackTimeoutMs)
    client.publish(this.#topic(channel), batch.payload, { qos: 1 }, (error) => {
      clearTimeout(overdue)
      if (error || client !== this.#client) return
      this.#underWay.delete(channel)
      this.counters.acknowledged += batch.count
      outbox.acknowledge(batch)
      this.#flush(channel)
    })
  }
}

function statusOf(online: boolean): string {
  return JSON.stringify({ online })
}
