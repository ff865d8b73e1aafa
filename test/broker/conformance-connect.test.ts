import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import { openRaw } from './raw-client.ts'
import {
  type Bytes,
  type Case,
  field,
  frame,
  join,
  number,
  overlong,
  refused,
  surrogates,
} from './raw-frames.ts'

let door: OpenDoor
let device: { id: string; secret: string }
beforeEach(async () => {
  door = await openDoor()
  device = door.register(gauge)
})
afterEach(() => door.close())

const own = (channel: string) => door.topic(device.id, channel)

const flags = { clean: 0x02, will: 0x04, retain: 0x20, password: 0x40, user: 0x80 }
const usual = flags.user | flags.password | flags.clean

/** CONNECT; its payload is that of the device unless other fields are given. */
const connect = (
  over: {
    name?: string
    level?: number
    set?: number
    id?: string | Uint8Array
    payload?: readonly Bytes[]
  } = {},
): Buffer => {
  const { name = 'MQTT', level = 4, set = usual, id = device.id } = over
  const payload = over.payload ?? [field(device.id), field(device.secret)]
  return frame(0x10, field(name), level, set, number(60), field(id), ...payload)
}
const credentials = () => join(field(device.id), field(device.secret))
/** CONNECT with a Will. */
const connectWithWill = (topic: string | Uint8Array, set: number) =>
  connect({ set, payload: [field(topic), field('{"online":false}'), credentials()] })

describe('a CONNECT', () => {
  const cases: readonly Case[] = [
    ['MQTT-3.1.2-1', 'of another protocol', () => connect({ name: 'MQTR' })],
    ['MQTT-3.1.2-1', 'of a protocol without a name', () => connect({ name: '', id: 'gauge-12' })],
    ['MQTT-3.1.2-3', 'with the reserved flag', () => connect({ set: usual | 1 })],
    ['MQTT-3.1.2-11', 'with a Will QoS and no Will', () => connect({ set: usual | 0x08 })],
    ['MQTT-3.1.2-13', 'with Will QoS 2 and no Will', () => connect({ set: usual | 0x10 })],
    [
      'MQTT-3.1.2-14',
      'with a Will of QoS 3',
      () => connectWithWill(own('status'), usual | flags.will | 0x18),
    ],
    ['MQTT-3.1.2-15', 'with Will Retain and no Will', () => connect({ set: usual | flags.retain })],
    [
      'MQTT-3.1.2-22',
      'with a password and no user name',
      () => connect({ set: flags.clean | flags.password, payload: [field(device.secret)] }),
    ],
    [
      'MQTT-3.1.2-19',
      'without the user name that its flags tell',
      () => connect({ set: usual, payload: [] }),
    ],
    [
      'MQTT-3.1.2-21',
      'without the password that its flags tell',
      () => connect({ payload: [field(device.id)] }),
    ],
    [
      'MQTT-3.1.2-9',
      'without the Will that its flags tell',
      () => connect({ set: usual | flags.will, payload: [] }),
    ],
    [
      'MQTT-3.1.2-18',
      'with a user name that its flags do not tell',
      () => connect({ set: flags.clean, payload: [field(device.id)] }),
    ],
    [
      'MQTT-3.1.2-20',
      'with a password that its flags do not tell',
      () => connect({ set: flags.clean | flags.user }),
    ],
    [
      'MQTT-3.1.3-1',
      'with more than its fields',
      () => connect({ payload: [credentials(), 'more'] }),
    ],
    [
      'MQTT-3.1.3-3',
      'that ends within its client id',
      () => frame(0x10, field('MQTT'), 4, usual, number(60), number(99), 'gauge'),
    ],
    ['MQTT-1.5.3-1', 'with surrogates in its client id', () => connect({ id: surrogates })],
    [
      'MQTT-1.5.3-1',
      'with overlong UTF-8 in its user name',
      () => connect({ payload: [field(overlong), field(device.secret)] }),
    ],
    [
      'MQTT-1.5.3-1',
      'with surrogates in its Will topic',
      () => connectWithWill(surrogates, usual | flags.will),
    ],
    ['MQTT-1.5.3-2', 'with U+0000 in its client id', () => connect({ id: 'gauge\u0000one' })],
    [
      'MQTT-1.5.3-2',
      'with U+0000 in its user name',
      () => connect({ payload: [field(`${device.id}\u0000`), field(device.secret)] }),
    ],
    [
      'MQTT-1.5.3-2',
      'with U+0000 in its Will topic',
      () => connectWithWill(`${own('status')}\u0000`, usual | flags.will),
    ],
    ['MQTT 1.5.3', 'with a control character in its id', () => connect({ id: 'gauge-1\u0007' })],
    ['MQTT 1.5.3', 'with a line end in its id', () => connect({ id: 'gauge-1\n' })],
    [
      'MQTT 1.5.3',
      'with U+0085 in its user name',
      () => connect({ payload: [field('gauge-1\u0085'), field(device.secret)] }),
    ],
    [
      'MQTT 1.5.3',
      'with U+007F in its Will topic',
      () => connectWithWill(`${own('status')}\u007f`, usual | flags.will),
    ],
    ['MQTT-2.2.2-2', 'with flags in its fixed header', () => join(0x12, connect().subarray(1))],
    ['MQTT-3.1.0-1', 'that is a PINGREQ', () => frame(0xc0)],
    ['MQTT-3.1.0-1', 'that is a PUBLISH', () => frame(0x30, field('a'))],
    ['MQTT-3.1.0-1', 'that is a DISCONNECT', () => frame(0xe0)],
    ['MQTT 2.2.3', 'whose length takes five bytes', () => join(0x10, 0xff, 0xff, 0xff, 0xff, 1)],
    ['MQTT 2.2.1', 'that is a packet of a server', () => frame(0x20, 0, 0)],
  ]
  it.each(cases)('[%s] %s is not answered', async (_clause, _what, bytes) => {
    const client = await openRaw(door.port)
    expect(await refused(client, bytes())).toEqual([])
    expect(door.audit).toMatchObject([{ code: 'frame_malformed' }])
  })

  it.each([
    ['MQTT', 3],
    ['MQTT', 5],
    ['MQTT', 0],
    ['MQTT', 0x84],
    ['MQIsdp', 4],
  ])('[MQTT-3.1.2-2] of %s level %i is answered with return code 1', async (name, level) => {
    const client = await openRaw(door.port)
    // The rest has another form in another version: it is not held against this one.
    const answers = await refused(client, connect({ name, level, payload: ['what may come'] }))
    expect(answers).toMatchObject([{ cmd: 'connack', returnCode: 1, sessionPresent: false }])
    expect(door.audit).toMatchObject([{ code: 'protocol_version' }])
  })

  it('[MQTT-3.1.3-8] of an empty id with a kept session is answered with return code 2', async () => {
    const client = await openRaw(door.port)
    const answers = await refused(client, connect({ id: '', set: usual & ~flags.clean }))
    expect(answers).toMatchObject([{ cmd: 'connack', returnCode: 2 }])
    expect(door.audit).toMatchObject([{ code: 'client_id_invalid' }])
  })

  it('[MQTT-3.1.3-5] of an id of all allowed letters is let in, in pieces or not', async () => {
    const { id, secret } = door.register({ id: 'gauge-0123456789abcdefghijklmnop' })
    const client = await openRaw(door.port)
    const bytes = connect({ id, payload: [field(id), field(secret)] })
    client.send(bytes.subarray(0, 20))
    await new Promise(setImmediate)
    client.send(bytes.subarray(20))
    expect(await client.next('connack')).toMatchObject({ returnCode: 0 })
    client.destroy()
  })
})
