import type { MessageResource } from '#domain/wire/message.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { MessageQuery, MessageView } from '#ingest/messages/message-log.ts'

/** Path of these requests on the admin socket. */
export const messagesPath = '/messages'

export type MessagesAnswer =
  { ok: true; messages: MessageResource[] } | { ok: false; refusal: Refusal }

const limit = 200

/** What `npm run device -- try --listen` asks of the running city. */
export async function answerMessages(view: MessageView, body: unknown): Promise<MessagesAnswer> {
  const query = (typeof body === 'object' ? body : null) ?? {}
  const wrong = Object.entries(query).find(
    ([name, value]) => typeof value !== (name === 'after' ? 'number' : 'string'),
  )
  if (wrong) {
    const refusal = { code: 'query_invalid', detail: `${wrong[0]}: wrong type` } as const
    return { ok: false, refusal }
  }
  return { ok: true, messages: view.list({ ...(query as Omit<MessageQuery, 'limit'>), limit }) }
}
