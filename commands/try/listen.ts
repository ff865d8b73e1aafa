import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isErrorCode } from '#domain/words/errors.ts'
import { messageStates } from '#domain/payload/message.ts'
import { callAdmin } from '#app/admin/call.ts'
import { findRunning } from '../terminal/find-running.ts'
import { messagesPath, type MessagesAnswer } from '#app/admin/messages.ts'
import { printRefusal } from '../device/print.ts'
import { UsageError } from '../terminal/usage-error.ts'
import type { TryOptions } from './options.ts'
import { printStranger } from './print-trial.ts'
import type { MessageResource } from '#domain/wire/message.ts'

/** Soon enough for a person who presses the button of a sensor. */
const everyMs = 1_000

const indent = (text: string) => text.replaceAll(/^/gm, '   ')

function printReasons({ quarantined, refused }: MessageResource): string[] {
  const reasons = refused ? [refused] : quarantined
  return reasons.map(({ code, detail }) => {
    const sentence = isErrorCode(code) ? printRefusal({ code, detail }) : `${code}: ${detail}`
    return indent(sentence)
  })
}

/** One message with its verdict, as `--listen` prints it. */
export function printMessage(message: MessageResource): string {
  const { received_ts, device, source, address, via, channel, state, payload, bytes } = message
  const sender = device ?? `${address} (未登録 not registered, from "${source}")`
  const { ja, en } = messageStates[state]
  const isCut = bytes > Buffer.byteLength(payload)
  return [
    `${new Date(received_ts).toISOString()}  ${sender}  ${channel} by ${via}: ${ja} ${en}`,
    ...printReasons(message),
    indent(`${payload}${isCut ? `… (${bytes} bytes)` : ''}`),
    ...(message.translated === null ? [] : [`   読み替え read as ${message.translated}`]),
  ].join('\n')
}

/** How to register a sender nobody knows; once, it may send every few seconds. */
function hintOnce({ device, source, address }: MessageResource, told: Set<string>): void {
  if (device !== null || address === null || told.has(`${source} ${address}`)) return
  told.add(`${source} ${address}`)
  console.log(printStranger({ source, address }))
}

const goneCodes: readonly (string | undefined)[] = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET']

function sayGone(error: NodeJS.ErrnoException): never {
  if (!goneCodes.includes(error.code)) throw error
  throw new Error('市のサーバーが止まりました。\nThe city stopped.', { cause: error })
}

/**
 * Prints the last messages of a device, an address or everybody, then each one as it comes, until
 * the process is ended. Rejects when the city stops.
 */
export async function listen(options: TryOptions, dataDir: string): Promise<never> {
  const { device, source, address, mode, json } = options
  const socket = await findRunning(resolve(dataDir), mode)
  if (!socket)
    throw new UsageError({
      ja: '稼働中の市がありません。--listen は npm run serve で市を起動してから使ってください。',
      en: 'no city runs here: --listen needs one (npm run serve)',
    })
  let after = 0
  const strangers = new Set<string>()
  console.error('届くのを待っています（Ctrl+Cで終了）。 Waiting for messages (Ctrl+C ends it).')
  for (;;) {
    const query = { device, source, address, after }
    const answer = await callAdmin<MessagesAnswer>(socket, query, messagesPath).catch(sayGone)
    if (!answer.ok) throw new UsageError(answer.refusal.detail)
    for (const message of answer.messages.toReversed()) {
      // Its verdict comes with its commit, within milliseconds: the next round has it.
      if (message.state === 'waiting') break
      console.log(json ? JSON.stringify(message) : printMessage(message))
      if (!json) hintOnce(message, strangers)
      after = message.id
    }
    await sleep(everyMs)
  }
}
