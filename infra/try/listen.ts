import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errors, type ErrorCode } from '#domain/errors.ts'
import type { MessageResource } from '#domain/message.ts'
import { callAdmin } from '../admin/call.ts'
import { findRunning } from '../admin/find-running.ts'
import { messagesPath, type MessagesAnswer } from '../admin/messages.ts'
import { UsageError } from '../device/values.ts'
import type { TryOptions } from './options.ts'

/** Soon enough for a person who presses the button of a sensor. */
const everyMs = 1_000

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errors, code)

function printReasons({ quarantined, refused }: MessageResource): string[] {
  const reasons = refused ? [refused] : quarantined
  return reasons.map(
    ({ code, detail }) => `   ${isCode(code) ? errors[code].title.ja : code} ${code}: ${detail}`,
  )
}

/** One message with its verdict, as `--listen` prints it. */
export function printMessage(message: MessageResource): string {
  const { received_ts, device, source, address, via, channel, state, payload, bytes } = message
  const sender = device ?? `${address} (未登録 not registered, from "${source}")`
  const isCut = bytes > Buffer.byteLength(payload)
  return [
    `${new Date(received_ts).toISOString()}  ${sender}  ${channel} by ${via}: ${state}`,
    ...printReasons(message),
    `   ${payload}${isCut ? `… (${bytes} bytes)` : ''}`,
    ...(message.translated === null ? [] : [`   読み替え read as ${message.translated}`]),
  ].join('\n')
}

/**
 * Prints the last messages of a device, an address or everybody, then each one as it comes, until
 * the process is ended. Rejects when the city stops.
 */
export async function listen(options: TryOptions, dataDir: string): Promise<never> {
  const { device, source, address, mode, json } = options
  const socket = await findRunning(resolve(dataDir), mode)
  if (!socket) throw new UsageError('no city runs here: --listen needs one (npm run serve)')
  let after = 0
  for (;;) {
    const query = { device, source, address, after }
    const answer = await callAdmin<MessagesAnswer>(socket, query, messagesPath)
    if (!answer.ok) throw new UsageError(answer.refusal.detail)
    for (const message of answer.messages.toReversed()) {
      // Its verdict comes with its commit, within milliseconds: the next round has it.
      if (message.state === 'waiting') break
      console.log(json ? JSON.stringify(message) : printMessage(message))
      after = message.id
    }
    await sleep(everyMs)
  }
}
