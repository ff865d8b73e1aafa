import { chirpstack } from '#bridge/dialects/chirpstack.ts'
import type { Dialect } from '#bridge/dialects/dialect.ts'
import { tts } from '#bridge/dialects/tts.ts'

/** A sample as a far broker would have sent it. */
export interface Enveloped {
  form: 'ChirpStack' | 'The Things Stack' | 'decoded object'
  dialect: Dialect
  topic: string
  body: unknown
  /** Undefined where the sample says none. */
  address: string | undefined
}

type Json = Readonly<Record<string, unknown>>

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The address that a bare decoded object is tried under. */
const nobody = '0000000000000000'

/** Finds out what a sample is: a captured message, an uplink of a network server, or its object. */
export function readEnvelope(value: unknown, now: number): Enveloped {
  const body = isJson(value) && typeof value['topic'] === 'string' ? value['payload'] : value
  if (isJson(body)) {
    const { deviceInfo, end_device_ids: ids } = body
    if (isJson(deviceInfo) && typeof deviceInfo['devEui'] === 'string') {
      const address = deviceInfo['devEui'].toLowerCase()
      const topic = `application/-/device/${address}/event/up`
      return { form: 'ChirpStack', dialect: chirpstack, topic, body, address }
    }
    if (isJson(ids) && typeof ids['device_id'] === 'string') {
      const topic = `v3/-/devices/${ids['device_id']}/up`
      const eui = ids['dev_eui']
      const address = typeof eui === 'string' ? eui.toLowerCase() : ids['device_id']
      return { form: 'The Things Stack', dialect: tts, topic, body, address }
    }
  }
  return wrap(body, now)
}

/** What a decoder gave, as an uplink that comes now. */
function wrap(object: unknown, now: number): Enveloped {
  const body = { deviceInfo: { devEui: nobody }, time: new Date(now).toISOString(), object }
  const topic = `application/-/device/${nobody}/event/up`
  return { form: 'decoded object', dialect: chirpstack, topic, body, address: undefined }
}
