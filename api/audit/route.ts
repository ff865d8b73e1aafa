import Type from 'typebox'
import { actCodes, type ActCode } from '#domain/words/act-codes.ts'
import { actResource } from '#domain/wire/person.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import { listRoute } from '../query/list-route.ts'

const pageSize = 100
const listName = 'audit'
const words = Object.keys(actCodes)

/** `GET /v1/audit`: what people did, newest first, apart from the noise at the doors. */
export const auditRoutes = listRoute({
  path: '/v1/audit',
  needs: 'audit.read',
  summary: 'What people did, newest first',
  tag: 'people',
  item: actResource,
  filter: {
    by: Type.Optional(Type.String({ maxLength: 64, description: 'Id of a person or key' })),
    act: Type.Optional(Type.Unsafe<ActCode>(Type.Enum(words))),
  },
  pageSize,
  list({ accounts }, filter, { limit, cursor }) {
    const [before] = decodeCursor(listName, cursor, 1) ?? []
    // One more than asked for says whether there is another page.
    const found = accounts.listActs({ ...filter, before, limit: limit + 1 })
    const items = found.slice(0, limit)
    const last = found.length > limit ? items.at(-1) : undefined
    return { items, next_cursor: last ? encodeCursor(listName, last.seq) : null }
  },
})
