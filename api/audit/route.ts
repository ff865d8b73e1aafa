import Type from 'typebox'
import { actCodes, type ActCode } from '#domain/words/act-codes.ts'
import type { CsvColumn } from '#domain/facts/fact.ts'
import { actResource } from '#domain/wire/person.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import { listRoute } from '../query/list-route.ts'
import { rangeFields } from '../query/schemas.ts'
import { parseTimeRange } from '../query/time-range.ts'

const pageSize = 100
const listName = 'audit'
const words = Object.keys(actCodes)

const columns: readonly CsvColumn[] = [
  { field: 'seq', label: { ja: '通し番号', en: 'Number' } },
  { field: 'ts', label: { ja: '日時', en: 'When' } },
  { field: 'act', label: { ja: '操作', en: 'Act' } },
  { field: 'by.sort', label: { ja: '操作者の種類', en: 'Sort of actor' } },
  { field: 'by.id', label: { ja: '操作者のID', en: 'Id of the actor' } },
  { field: 'by.name', label: { ja: '操作者', en: 'Who' } },
  { field: 'by.address', label: { ja: '接続元', en: 'From where' } },
  { field: 'subject.id', label: { ja: '対象のID', en: 'Id of the subject' } },
  { field: 'subject.name', label: { ja: '対象', en: 'To whom or what' } },
  { field: 'before', label: { ja: '変更前', en: 'Before' } },
  { field: 'after', label: { ja: '変更後', en: 'After' } },
  { field: 'why', label: { ja: '理由', en: 'Why' } },
  { field: 'undoes', label: { ja: '取り消した操作', en: 'Undoes number' } },
]

/** `GET /v1/audit`: what people did, newest first, apart from the noise at the doors. */
export const auditRoutes = listRoute({
  path: '/v1/audit',
  needs: 'audit.read',
  summary: 'What people did, newest first',
  tag: 'people',
  item: actResource,
  filter: {
    by: Type.Optional(Type.String({ maxLength: 64, description: 'Id or name of a person or key' })),
    act: Type.Optional(Type.Unsafe<ActCode>(Type.Enum(words))),
    ...rangeFields,
  },
  pageSize,
  csv: { name: listName, columns },
  list({ accounts, clock }, { from, to, ...filter }, { limit, cursor }) {
    // Without either: all of it.
    const isRanged = from !== undefined || to !== undefined
    const range = isRanged ? parseTimeRange({ from, to }, clock.now()) : undefined
    const [before] = decodeCursor(listName, cursor, 1) ?? []
    // One more than asked for says whether there is another page.
    const found = accounts.listActs({ ...filter, range, before, limit: limit + 1 })
    const items = found.slice(0, limit)
    const last = found.length > limit ? items.at(-1) : undefined
    return { items, next_cursor: last ? encodeCursor(listName, last.seq) : null }
  },
})
