import type { Device } from './device.ts'
import { findKind } from '../kinds/index.ts'
import { formatTopic } from '../payload/topics.ts'

/** How devices reach the city's MQTT door: what a line to paste needs. */
export interface DoorAddress {
  city: string
  host: string
  port: number
  tls: boolean
}

/** A host that listens everywhere is reached on this machine by its loopback address. */
const reachable = (host: string) => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** The kind's first accepted example; the shell fills in its time, so that it is now. */
function exampleOf(kindId: string): string {
  const payload = findKind(kindId)?.examples.accepted[0]?.payload ?? {}
  const { ts: _old, seq: _seq, boot: _boot, ...fields } = payload
  const rest = JSON.stringify(fields).slice(1)
  return `'{"ts":'$(date +%s)000${quote(rest === '}' ? rest : `,${rest}`)}`
}

/** A line to paste into a shell that makes the device publish one reading. */
export function pasteLine(device: Device, secret: string, door: DoorAddress): string {
  const { id, kind } = device
  const topic = formatTopic({ city: door.city, kind, device: id, channel: 'reading' })
  const tls = door.tls ? ' --capath /etc/ssl/certs' : ''
  return (
    `mosquitto_pub -h ${reachable(door.host)} -p ${door.port}${tls} -q 1 ` +
    `-i ${id} -u ${id} -P ${secret} \\\n  -t ${topic} -m ${exampleOf(kind)}`
  )
}
