import type { Device, Uplink } from '#domain/devices/device.ts'
import { errors } from '#domain/words/errors.ts'
import { pasteLine } from '#domain/devices/paste-line.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import { remedies } from '#domain/words/remedies.ts'
import type { AdminAnswer, KnownDevice } from '#app/admin/devices/protocol.ts'

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
    `${id}（${name.ja}）を登録しました。"${source}" の ${address} から届くのを待っています。`,
    `${id} (${name.ja}) is awaited from "${source}" as ${address}, read by the profile ${profile}.`,
    `届く通知を見る / See its messages as they come: npm run device -- try --listen --device ${id}`,
  ].join('\n')
}

function tellDone(command: string, id: string): string {
  if (command === 'revoke')
    return `${id} は接続できなくなりました。\n${id} can no longer sign in.\n`
  return command === 'retire' ? `${id} を廃止しました。\n${id} is retired; its data stay.\n` : ''
}

/** What a person reads after a command that worked. */
export function print(command: string, answer: Success): string {
  if ('devices' in answer) {
    return (
      answer.devices.map(line).join('\n') ||
      '登録された機器はありません。\nNo device is registered.'
    )
  }
  const { known, secret, door, warnings = [] } = answer
  const warned = warnings.map((detail) => `注意 / Note: ${detail}\n`).join('')
  if (secret === undefined) return warned + tellDone(command, known.device.id) + describe(known)
  const { uplink } = known.device
  // It never signs in here, so its secret helps nobody.
  if (command === 'add' && uplink) return warned + describeBridged(known.device, uplink)
  const example = door
    ? `試すには / Try it:\n\n${pasteLine(known.device, secret, door)}\n`
    : '機器の受付が開いていません。MQTT_PORT か MQTTS_PORT を設定してください。\n' +
      'No MQTT listener is open to devices: set MQTT_PORT or MQTTS_PORT.'
  return [
    ...warnings.map((detail) => `注意 / Note: ${detail}`),
    `${known.device.id}（${known.device.name.ja}）の鍵です。表示はこの一度だけです。`,
    `${known.device.id} (${known.device.name.ja}) signs in with this secret, shown only now:`,
    '',
    `  ${secret}`,
    '',
    example,
  ].join('\n')
}

/** What a person reads after a command that was refused: what is wrong, where, and what to do. */
export function printRefusal({ code, detail }: Refusal): string {
  const { ja } = errors[code].title
  return `${ja}。${remedies[code].ja}。\n${detail} (${code}). ${remedies[code].en}.`
}
