import type { Dialect, FarSystem, Said } from './dialect.ts'
import { isJson, type Json } from '#domain/payload/json.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import {
  listOf,
  partOf,
  readCounter,
  readEui,
  readRadio,
  readTime,
  refused,
  textOf,
} from './reading-parts.ts'

// The topic of ChirpStack v4's MQTT integration, perhaps behind a prefix of the operator's own.
const topicPattern = /(?:^|\/)application\/[^/]+\/device\/([0-9a-fA-F]{16})\/event\/([a-z]+)$/

const signsOfLife: readonly string[] = ['join', 'status']

/** Topics of one application or all of them, where the file names none. */
export const chirpstackTopics: readonly string[] = ['up', 'join', 'status'].map(
  (event) => `application/+/device/+/event/${event}`,
)

/** ChirpStack v4, JSON (chirpstack-docs, "Event types"). */
const dialect: Dialect = {
  reads(topic) {
    const event = topicPattern.exec(topic)?.[2]
    return event === 'up' || (event !== undefined && signsOfLife.includes(event))
  },
  addressOf: (topic) => topicPattern.exec(topic)?.[1]?.toLowerCase() ?? '',
  read(topic, body) {
    const address = dialect.addressOf(topic)
    const devEui = readEui(partOf(body, 'deviceInfo')['devEui'])
    if (!isJson(body) || devEui === undefined) {
      return refused(
        address,
        'payload_shape',
        'no deviceInfo.devEui: not an event of ChirpStack v4',
      )
    }
    if (devEui !== address) {
      const detail = `deviceInfo.devEui is ${devEui}, the topic says ${address}`
      return refused(address, 'payload_shape', detail)
    }
    return topic.endsWith('/up') ? readUplink(address, body) : { type: 'alive', address }
  },
}

function readUplink(address: string, body: Json): Said {
  // No application payload (port 0, or none): network commands alone.
  if (textOf(body['data']) === undefined && body['object'] === undefined) {
    return { type: 'alive', address }
  }
  const gateways = listOf(body['rxInfo'])
  // `gwTime` since 4.4, `time` before: only from gateways with a satellite clock.
  const time = readTime(
    gateways.map(({ gwTime, time }) => gwTime ?? time),
    // `time` may repeat a gateway's; `nsTime` (since 4.4) is the network server's own.
    gateways.find(({ nsTime }) => nsTime !== undefined)?.['nsTime'] ?? body['time'],
  )
  if (isRefusal(time)) return { type: 'refused', address, refusal: time }
  const seq = readCounter(body['fCnt'], 'fCnt')
  if (typeof seq !== 'number') return { type: 'refused', address, refusal: seq }
  return {
    type: 'uplink',
    address,
    ...time,
    seq,
    // A join gives a new address, and with it the counter begins at 0.
    boot: textOf(body['devAddr'])?.toLowerCase() ?? null,
    decoded: body['object'],
    radio: readRadio(gateways),
  }
}

export const chirpstack: FarSystem = {
  name: 'chirpstack',
  title: 'ChirpStack',
  speak: () => ({ dialect, topics: chirpstackTopics }),
  recognise(body) {
    const devEui = textOf(partOf(body, 'deviceInfo')['devEui'])
    if (devEui === undefined) return undefined
    const address = devEui.toLowerCase()
    return { topic: `application/-/device/${address}/event/up`, address }
  },
}
