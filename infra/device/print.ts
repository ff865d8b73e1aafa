import type { Device, Uplink } from '#domain/device.ts'
import { pasteLine } from '#domain/paste-line.ts'
import type { AdminAnswer, KnownDevice } from '../admin/protocol.ts'

type Success = Extract<AdminAnswer, { ok: true }>

function line({ device, credential }: KnownDevice): string {
  const columns = [device.id.padEnd(32), device.kind.padEnd(8), device.origin.padEnd(9)]
  return [...columns, credential.state.padEnd(7), device.name.ja].join('  ').trimEnd()
}

function describe({ device, credential }: KnownDevice): string {
  return JSON.stringify({ ...device, credential }, null, 2)
}

function describeBridged({ id, name }: Device, { source, address, profile }: Uplink): string {
  return [
    `${id} (${name.ja}) is awaited from "${source}" as ${address}, read by the profile ${profile}.`,
    `See its messages as they come: npm run device -- try --listen --device ${id}`,
  ].join('\n')
}

/** What a person reads after a command that worked. */
export function print(command: string, answer: Success): string {
  if ('devices' in answer) {
    return answer.devices.map(line).join('\n') || 'No device is registered.'
  }
  const { known, secret, door } = answer
  if (secret === undefined) {
    const told = command === 'revoke' ? `${known.device.id} can no longer sign in.\n` : ''
    return told + describe(known)
  }
  const { uplink } = known.device
  // It never signs in here, so its secret helps nobody.
  if (command === 'add' && uplink) return describeBridged(known.device, uplink)
  const example = door
    ? `Try it:\n\n${pasteLine(known.device, secret, door)}\n`
    : 'No MQTT listener is open to devices: set MQTT_PORT or MQTTS_PORT.'
  return [
    `${known.device.id} (${known.device.name.ja}) signs in with this secret, shown only now:`,
    '',
    `  ${secret}`,
    '',
    example,
  ].join('\n')
}
