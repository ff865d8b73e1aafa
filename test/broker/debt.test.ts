import { afterEach, describe, expect, it } from 'vitest'
import { gauge, openDoor, type OpenDoor } from './open-door.ts'
import { connectPacket, openRaw, publishPacket } from './raw-client.ts'

let door: OpenDoor
afterEach(() => door.close())

const hourMs = 3_600_000

describe('a device in debt', () => {
  it('waits a third of its keep-alive and is taken in order, while others never wait', async () => {
    door = await openDoor({ debtMs: (id) => (id === gauge.id ? hourMs : 0) })
    const debtor = door.register(gauge)
    const other = door.register({ id: 'gauge-2' })
    const client = await openRaw(door.port)
    client.send(connectPacket(debtor, { keepalive: 1 }))
    await client.next('connack')
    const neighbour = await door.enter(other)
    const topic = door.topic(debtor.id)
    client.send(
      ...[1, 2, 3].map((messageId) => publishPacket(topic, `${messageId}`, { messageId })),
    )
    neighbour.send(publishPacket(door.topic(other.id), 'mine', { messageId: 1 }))
    await neighbour.next('puback')
    expect(door.knocks.map(({ text }) => text)).toEqual(['mine'])
    for (const messageId of [1, 2, 3]) {
      expect(await client.next('puback')).toMatchObject({ messageId })
    }
    expect(door.knocks.map(({ text }) => text)).toEqual(['mine', '1', '2', '3'])
    client.destroy()
  })

  it('that goes away meanwhile has handed in nothing, and comes back with its copy', async () => {
    door = await openDoor({ debtMs: () => 50 })
    const debtor = door.register(gauge)
    const client = await door.enter(debtor)
    client.send(publishPacket(door.topic(debtor.id), 'lost', { messageId: 1 }))
    client.destroy()
    const again = await door.enter(debtor)
    again.send(publishPacket(door.topic(debtor.id), 'again', { messageId: 1 }))
    await again.next('puback')
    expect(door.knocks.map(({ text }) => text)).toEqual(['again'])
  })
})
