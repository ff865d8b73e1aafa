import { formatTopic } from '#domain/payload/topics.ts'
import { connectPacket, openRaw, publishPacket } from '#test/broker/raw-client.ts'
import type { FaultCity } from './fault-city.ts'

/** Publishes in flight. */
const window = 50

/** Publishes payloads of a gauge in order with QoS 1; resolves when all are acknowledged. */
export async function sendAll(
  city: FaultCity,
  device: string,
  payloads: readonly unknown[],
): Promise<void> {
  const topic = formatTopic({ city: 'inashiki', kind: 'flood', device, channel: 'reading' })
  const client = await openRaw(city.ports.mqtt)
  client.send(connectPacket({ id: device, secret: city.tokens.get(device) ?? '' }))
  await client.next('connack')
  for (let at = 0; at < payloads.length; at += window) {
    const some = payloads.slice(at, at + window)
    client.send(
      ...some.map((payload, index) =>
        publishPacket(topic, JSON.stringify(payload), { messageId: index + 1 }),
      ),
    )
    for (let n = 0; n < some.length; n++) await client.next('puback')
    client.received.length = 0
  }
  client.destroy()
  await client.closed
}
