import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import mqtt, { type Packet } from 'mqtt-packet'
import { afterEach, describe, expect, it } from 'vitest'
import { createTurns } from '#broker/access/turns.ts'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import { connectPacket, openRaw, publishPacket, type RawClient } from './raw-client.ts'

const count = 200

interface Guest {
  id: string
  client: RawClient
  greeting: Buffer
}

describe('many devices that come at once', () => {
  let door: OpenDoor
  let guests: Guest[] = []
  afterEach(async () => {
    for (const { client } of guests) client.destroy()
    await door.close()
  })

  /** All are accepted, and none has said who it is; one CONNECT is decided in each turn. */
  async function gather(): Promise<{ first: Guest; last: Guest }> {
    door = await openDoor({ limits: { connectsPerTurn: 1 } })
    const devices = Array.from({ length: count }, (_, n) =>
      door.register({ ...gauge, id: `gauge-${n}` }),
    )
    guests = await Promise.all(
      devices.map(async (device) => {
        const greeting = mqtt.generate(connectPacket(device))
        return { id: device.id, client: await openRaw(door.port), greeting }
      }),
    )
    while (door.broker.counters().connectionsAccepted < count) await sleep(1)
    const [first, last] = [guests[0], guests.at(-1)]
    if (!first || !last) throw new Error('nobody came')
    return { first, last }
  }

  const greet = (list: readonly Guest[]) =>
    list.forEach(({ client, greeting }) => client.send(greeting))

  it('are let in one after the other, while those that are in go on', async () => {
    const { first } = await gather()
    greet([first])
    await first.client.next('connack')
    const others = guests.slice(1)
    const order: string[] = []
    const welcomes = others.map(({ client }) => client.next('connack').then(() => order.push('in')))
    greet(others)
    first.client.send(publishPacket(door.topic(first.id)))
    const answer = first.client.next('puback').then(() => order.push('acknowledged'))
    await Promise.all([...welcomes, answer])
    expect(order.indexOf('acknowledged')).toBeLessThan(others.length)
    expect(door.broker.connectionCount()).toBe(count)
  })

  const early: [Packet['cmd'], (id: string) => Packet][] = [
    ['puback', (id) => publishPacket(door.topic(id))],
    ['pingresp', () => ({ cmd: 'pingreq' })],
    [
      'suback',
      (id) => {
        const topic = door.topic(id, 'cmd')
        return { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 1 }] }
      },
    ],
  ]
  it.each(early)(
    'may send before they are let in, and get a %s after that',
    async (answer, make) => {
      const { first, last } = await gather()
      greet(guests)
      await first.client.next('connack')
      // MQTT 3.1.1, 3.1.4: clients need not wait for the CONNACK.
      last.client.send(make(last.id))
      expect(await last.client.next(answer)).not.toMatchObject({ granted: [128] })
      expect(last.client.received.map(({ cmd }) => cmd)).toEqual(['connack', answer])
      expect(door.audit).toEqual([])
    },
  )

  const goodbyes: [string, (guest: Guest) => void][] = [
    ['say goodbye', ({ client }) => client.socket.end()],
    ['break off', ({ client }) => client.socket.resetAndDestroy()],
  ]
  it.each(goodbyes)('and %s before they are let in, leave nothing behind', async (_how, leave) => {
    const { first, last } = await gather()
    greet(guests)
    await first.client.next('connack')
    guests.slice(1, -1).forEach(leave)
    await last.client.next('connack')
    await expect.poll(() => door.broker.connectionCount()).toBe(2)
  })
})

describe('turns', () => {
  it('keep the order, and let the event loop go on between them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(50), fc.integer({ min: 1, max: 8 }), async (tasks, perTurn) => {
        const inTurns = createTurns(perTurn)
        const done: number[] = []
        for (let n = 0; n < tasks; n++) inTurns(() => done.push(n))
        while (done.length < tasks) {
          const before = done.length
          await new Promise((resolve) => setImmediate(resolve))
          expect(done.length - before).toBe(Math.min(perTurn, tasks - before))
        }
        expect(done).toEqual([...Array(tasks).keys()])
      }),
    )
  })

  it('begin again where something comes after all was done, or out of a task', async () => {
    const inTurns = createTurns(1)
    const done: string[] = []
    await new Promise<void>((resolve) => {
      inTurns(() => {
        done.push('first')
        inTurns(() => {
          done.push('inner')
          resolve()
        })
      })
      inTurns(() => done.push('second'))
    })
    expect(done).toEqual(['first', 'second', 'inner'])
    await new Promise<void>((resolve) => inTurns(resolve))
  })
})
