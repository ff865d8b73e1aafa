import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import type { AuditEntry } from '#domain/words/audit.ts'
import type { Broker } from '#broker/broker.ts'
import { startBroker, type BrokerOptions } from '#broker/start.ts'
import { systemClock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Door, DoorResult, Incoming } from '#domain/door.ts'
import { kinds } from '#domain/kinds/index.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'
import { connectPacket, openRaw, type RawClient } from './raw-client.ts'

export const stored: DoorResult = { ok: true, accepted: 1, duplicates: 0, quarantined: [] }

/** One call of the door, waiting for the test to answer it. */
interface Knock {
  incoming: Incoming
  text: string
  answer: (result: DoorResult) => void
}

export interface OpenDoor {
  broker: Broker
  registry: Registry
  audit: AuditEntry[]
  /** Everything that reached the inside, in order. */
  knocks: Knock[]
  port: number
  /** Resolves when so many payloads reached the inside. */
  knocked(count: number): Promise<void>
  /** Resolves when the audit holds an entry with this code. */
  audited(code: string): Promise<AuditEntry>
  register(device?: Partial<Device> & { id: string }): { id: string; secret: string }
  topic(device: string, channel?: string, kind?: string): string
  /** A raw connection whose CONNECT was accepted. */
  enter(device: { id: string; secret: string }): Promise<RawClient>
  /** A device with a grown-up client library; it does not reconnect by itself. */
  connect(device: { id: string; secret: string }, over?: IClientOptions): Promise<MqttClient>
  close(): Promise<void>
}

export const gauge: Device = {
  id: 'gauge-1',
  kind: 'flood',
  name: { ja: '試験水位計', en: 'Test gauge' },
  origin: 'field',
  role: 'sensor',
  position: { lat: 35.956, lon: 140.324 },
  out_of_service: false,
}

/** Waits until a list that others fill satisfies a condition. */
async function until<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find()
    if (found !== undefined) return found
    await new Promise((tick) => setTimeout(tick, 2))
  }
}

/**
 * The real door over a real registry and real sockets. What lies behind it is in the test's hand,
 * because when and how the store answers is what these tests are about; `auto` answers at once.
 */
export async function openDoor(
  over: Partial<BrokerOptions> & {
    answer?: 'auto' | 'held'
    /** How long a device is in debt. */
    debtMs?: (id: string) => number
  } = {},
): Promise<OpenDoor> {
  const { answer = 'auto', ...options } = over
  const registry = openRegistry({ file: ':memory:', clock: systemClock })
  const audit: AuditEntry[] = []
  const knocks: Knock[] = []
  const door: Door = {
    debtMs: (id) => over.debtMs?.(id) ?? 0,
    accept(incoming, done) {
      if ('refusal' in incoming) throw new Error('only bridges refuse before the door')
      const text = Buffer.from(incoming.payload).toString()
      knocks.push({ incoming, text, answer: done })
      if (answer === 'auto') setImmediate(done, stored)
    },
  }
  const broker = await startBroker({
    city: 'inashiki',
    kinds,
    directory: registry,
    door,
    audit: { write: (entry) => audit.push(entry) },
    plain: { host: '127.0.0.1', port: 0 },
    ...options,
  })
  const port = broker.addresses.plain?.port ?? 0
  const clients: { destroy: () => void }[] = []
  return {
    broker,
    registry,
    audit,
    knocks,
    port,
    knocked: async (count) => void (await until(() => knocks.length >= count || undefined)),
    audited: (code) => until(() => audit.find((entry) => entry.code === code)),
    register(device = gauge) {
      const added = registry.add({ ...gauge, ...device })
      if (isRefusal(added)) throw new Error(added.detail)
      return { id: device.id, secret: added.secret }
    },
    topic: (device, channel = 'reading', kind = 'flood') =>
      `inashiki/v1/${kind}/${device}/${channel}`,
    async enter(device) {
      const client = await openRaw(port)
      clients.push(client)
      client.send(connectPacket(device))
      await client.next('connack')
      return client
    },
    async connect({ id, secret }, over = {}) {
      const client = await connectAsync(broker.addresses.plain?.url ?? '', {
        clientId: id,
        username: id,
        password: secret,
        reconnectPeriod: 0,
        ...over,
      })
      client.on('error', () => undefined)
      clients.push({ destroy: () => client.stream.destroy() })
      return client
    },
    async close() {
      for (const client of clients) client.destroy()
      await broker.close()
      registry.close()
    },
  }
}
