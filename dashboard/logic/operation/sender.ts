import { deviceIdPattern } from '#domain/devices/ids.ts'
import type { MessageResource } from '#domain/wire/message.ts'
import { registerLine, registerUplinkLine } from '#domain/devices/register-line.ts'

const devEui = /^[0-9a-f]{16}$/
const deviceId = new RegExp(deviceIdPattern)

/** What a person types or scans (`70-B3-D5…`, an id) in the one spelling that is looked up. */
export function readSender(text: string): string | null {
  const plain = text.trim()
  const hex = plain.replaceAll(/[-:\s]/g, '').toLowerCase()
  if (devEui.test(hex)) return hex
  return plain === '' ? null : plain
}

/** Where the messages of a sender are asked for; of everybody for null. */
export function messagesPath(sender: string | null): string {
  if (sender === null) return '/v1/messages'
  const name = deviceId.test(sender) ? 'device' : 'address'
  return `/v1/messages?${name}=${encodeURIComponent(sender)}`
}

/** The command that registers an unknown sender, with capitals where a person has to decide. */
export function describeRegistration(sender: string, [newest]: readonly MessageResource[]): string {
  const { source, address } = newest ?? {}
  if (source && address) return registerUplinkLine({ source, address })
  return devEui.test(sender) ? registerUplinkLine({ address: sender }) : registerLine(sender)
}
