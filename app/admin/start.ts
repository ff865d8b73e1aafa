import { once } from 'node:events'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Needs } from '#domain/access/capabilities.ts'
import { refuseAccess } from '#domain/access/decide.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { execute, type AdminParts } from './devices/execute.ts'
import { type AdminAnswer, parseRequest, requestMaxBytes } from './devices/protocol.ts'

export interface AdminOptions extends AdminParts {
  /** `DATA_DIR/<mode>/admin.sock` */
  socketPath: string
  /** What other commands ask of the running city, by path. */
  others?: Readonly<Record<string, AdminCommand>>
}

export interface AdminCommand {
  needs: Needs
  answer(body: unknown): Promise<object>
}

/** What the commands about devices need. */
const deviceNeeds: Needs = 'device.edit'

// The system keeps a socket's path in 108 bytes, the last of them zero (unix(7)).
const socketPathMax = 107

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > requestMaxBytes) throw new Error(`more than ${requestMaxBytes} bytes`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown
}

async function answer(options: AdminOptions, request: IncomingMessage): Promise<object> {
  const body = await readBody(request).catch((error: Error) => error)
  if (body instanceof Error) {
    return { ok: false, refusal: { code: 'query_invalid', detail: body.message } }
  }
  const other = options.others?.[request.url ?? '/']
  const refused = refuseAccess(other?.needs ?? deviceNeeds, { who: 'command' })
  if (refused) return { ok: false, refusal: { code: refused, detail: 'not for a command' } }
  if (other) return other.answer(body)
  const parsed = parseRequest(body)
  return isRefusal(parsed) ? { ok: false, refusal: parsed } : execute(options, parsed)
}

/**
 * Opens the admin socket of a running city: who may open the file (mode 0600) may change devices.
 * The data folder's lock must be held, because a socket left by a killed server is removed first.
 */
export async function startAdmin(options: AdminOptions): Promise<{ close(): Promise<void> }> {
  const { socketPath } = options
  if (Buffer.byteLength(socketPath) > socketPathMax) {
    throw new Error(`${socketPath} is too long for a socket: set DATA_DIR to a shorter path`)
  }
  rmSync(socketPath, { force: true })
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const answered = await answer(options, request).catch((error: Error): AdminAnswer => {
      return { ok: false, refusal: { code: 'internal', detail: error.message } }
    })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answered))
  }
  const server = createServer((request, response) => void respond(request, response))
  server.listen(socketPath)
  await once(server, 'listening')
  chmodSync(socketPath, 0o600)
  return {
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
