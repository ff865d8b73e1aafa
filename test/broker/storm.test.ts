import { afterEach, describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import mqtt from 'mqtt-packet'
import { createTurns } from '#broker/turns.ts'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import { connectPacket, openRaw, publishPacket } from './raw-client.ts'

let door: OpenDoor

const register = (count: number) =>
  Array.from({ length: count }, (_, n) => door.register({ ...gauge, id: `gauge-${n}` }))

describe('many devices that come at once', () => {
  afterEach(() => door.close())

  it('are let in one after the other, while those that are in go on', async () => {
    door = await openDoor({ limits: { connectsPerTurn: 1 } })
    const [first, ...others] = register(200)
    if (!first) throw new Error('no device')
    const inside = await door.enter(first)
    const clients = await Promise.all(others.map(() => openRaw(door.port)))
    const order: string[] = []
    const welcomes = clients.map(async (client, n) => {
      client.send(connectPacket(others[n] ?? first))
      await client.next('connack')
      order.push('connack')
    })
    inside.send(publishPacket(door.topic(first.id)))
    const answer = inside.next('puback').then(() => order.push('puback'))
    await Promise.all([...welcomes, answer])
    expect(order.indexOf('puback')).toBeLessThan(others.length - 1)
    expect(door.broker.connectionCount()).toBe(200)
    for (const client of clients) client.destroy()
  })

  it('and hang up before they are let in, leave nothing behind', async () => {
    door = await openDoor({ limits: { connectsPerTurn: 1 } })
    const [last, ...others] = register(200)
    if (!last) throw new Error('no device')
    const clients = await Promise.all(others.map(() => openRaw(door.port)))
    const packets = others.map((device) => mqtt.generate(connectPacket(device)))
    for (const [n, { socket }] of clients.entries()) {
      socket.write(packets[n] ?? '', () => socket.resetAndDestroy())
    }
    await door.enter(last)
    await expect.poll(() => door.broker.connectionCount()).toBe(1)
  })
})

describe('turns', () => {
  it('keep the order, and let the event loop go on between them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(50), fc.integer({ min: 1, max: 8 }), async (count, perTurn) => {
        const inTurns = createTurns(perTurn)
        const done: number[] = []
        for (let n = 0; n < count; n++) inTurns(() => done.push(n))
        for (let turn = 1; done.length < count; turn++) {
          const before = done.length
          await new Promise((resolve) => setImmediate(resolve))
          expect(done.length - before).toBe(Math.min(perTurn, count - before))
        }
        expect(done).toEqual([...Array(count).keys()])
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
