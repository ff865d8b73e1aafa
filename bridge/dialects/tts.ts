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

const topicPattern = /^v3\/[^/]+\/devices\/([^/]+)\/(up|join)$/

/** Topics of one application or all of them, where the file names none. */
const topics: readonly string[] = ['v3/+/devices/+/up', 'v3/+/devices/+/join']

/** The Things Stack v3 (lorawan-stack-docs, "Data Formats"); fields that are 0 are left out. */
const dialect: Dialect = {
  reads: (topic) => topicPattern.test(topic),
  // The device's id there; its DevEUI stands in the message only.
  addressOf: (topic) => topicPattern.exec(topic)?.[1] ?? '',
  read(topic, body) {
    const id = dialect.addressOf(topic)
    const ids = partOf(body, 'end_device_ids')
    if (!isJson(body) || textOf(ids['device_id']) === undefined) {
      const detail = 'no end_device_ids.device_id: not a message of The Things Stack v3'
      return refused(id, 'payload_shape', detail)
    }
    const address = readEui(ids['dev_eui']) ?? id
    if (topic.endsWith('/join')) return { type: 'alive', address }
    // Sent by a button of its console: no device measured this.
    if (body['simulated'] === true) {
      const detail = 'simulated in the console of The Things Stack: no device measured it'
      return refused(address, 'uplink_simulated', detail)
    }
    return readUplink(address, { body, ids })
  },
}

function readUplink(address: string, { body, ids }: { body: Json; ids: Json }): Said {
  const uplink = partOf(body, 'uplink_message')
  const decoded = uplink['decoded_payload']
  if (textOf(uplink['frm_payload']) === undefined && decoded === undefined) {
    return { type: 'alive', address }
  }
  const gateways = listOf(uplink['rx_metadata'])
  const time = readTime(
    gateways.map(({ time }) => time),
    uplink['received_at'] ?? body['received_at'],
  )
  if (isRefusal(time)) return { type: 'refused', address, refusal: time }
  const seq = readCounter(uplink['f_cnt'], 'f_cnt')
  if (typeof seq !== 'number') return { type: 'refused', address, refusal: seq }
  return {
    type: 'uplink',
    address,
    ...time,
    seq,
    boot: textOf(uplink['session_key_id']) ?? textOf(ids['dev_addr'])?.toLowerCase() ?? null,
    decoded,
    radio: readRadio(gateways),
  }
}

export const tts: FarSystem = {
  name: 'tts',
  title: 'The Things Stack',
  speak: () => ({ dialect, topics }),
  recognise(body) {
    const ids = partOf(body, 'end_device_ids')
    const id = textOf(ids['device_id'])
    if (id === undefined) return undefined
    const address = textOf(ids['dev_eui'])?.toLowerCase() ?? id
    return { topic: `v3/-/devices/${id}/up`, address }
  },
}
