import Type from 'typebox'
import type { Principal } from '#domain/access/principal.ts'
import type { CsvColumn } from '#domain/facts/fact.ts'
import type { Language } from '#domain/words/labels.ts'
import type { Needs } from '#domain/access/capabilities.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { Page, PageQuery } from '#store/store.ts'
import type { AddRoutes } from '../app-type.ts'
import { wantsCsv } from '../export/csv-sender.ts'
import { createListFile } from '../export/list-file.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { fileFields, pageFields, queryOf } from './schemas.ts'

/** A list of the interface as data: what its items are, what may be asked, where they come from. */
export interface ListRoute<F extends Type.TProperties, Item extends Type.TSchema> {
  path: `/v1/${string}`
  needs: Needs
  summary: string
  /** Group in the description. */
  tag: 'devices' | 'alarms' | 'mobility' | 'city' | 'people' | 'operation'
  item: Item
  /** What may be asked for besides the page. */
  filter: F
  /** Items on a page where the query does not say. */
  pageSize: number
  /** Its columns as a file, and the name of that; absent where it is none. */
  csv?: {
    name: string
    columns: readonly CsvColumn[]
    /** What the columns are fields of, where that is not the item itself. */
    rowOf?: (item: unknown) => unknown
  }
  /** @throws Problem for a filter that its schema cannot judge. */
  list(
    asked: Asked,
    filter: Filter<F>,
    page: PageQuery,
  ): Promise<Page<Type.Static<Item>>> | Page<Type.Static<Item>>
}

/** Where a list comes from, and who asks for it. */
export interface Asked extends RouteContext {
  principal: Principal
}

interface FileQuery {
  format?: string
  labels?: Language
}

const fileRefusals = ['overloaded', 'history_late'] as const

const pageOrFile = (item: Type.TSchema) => ({
  description: 'A page of the list, or all of it as a file',
  content: {
    'application/json': { schema: pageOf(item) },
    'text/csv': { schema: Type.String() },
  },
})

type Filter<F extends Type.TProperties> = Type.Static<Type.TObject<F>>

type Read = (page: PageQuery) => Promise<Page<unknown>> | Page<unknown>

const rowsOf =
  ({ rowOf }: { rowOf?: (item: unknown) => unknown }, read: Read): Read =>
  async (page) => {
    const found = await read(page)
    return rowOf ? { ...found, items: found.items.map(rowOf) } : found
  }

/** Serves a list as pages of `{items, next_cursor}`. */
export function listRoute<F extends Type.TProperties, Item extends Type.TSchema>(
  declaration: ListRoute<F, Item>,
): AddRoutes {
  const { path, needs, summary, tag, item, pageSize, csv } = declaration
  return (app, context) => {
    app.get(
      path,
      {
        config: { needs },
        schema: {
          summary,
          tags: [tag],
          querystring: queryOf({
            ...declaration.filter,
            ...pageFields(pageSize),
            ...(csv && fileFields),
          }),
          response: {
            200: csv ? pageOrFile(item) : pageOf(item),
            ...problemResponses(
              'query_invalid',
              'unauthorized',
              'forbidden',
              ...(csv ? fileRefusals : []),
            ),
          },
        },
      },
      (request, reply) => {
        // As the schema above says; the compiler cannot follow a shape that it does not know yet.
        const query = request.query as PageQuery & FileQuery & Filter<F>
        const { limit, cursor, format, labels = null, ...filter } = query
        const asked = { ...context, principal: request.principal }
        const read = (page: PageQuery) => declaration.list(asked, filter as Filter<F>, page)
        if (!csv || !wantsCsv(request, format)) return read({ limit, cursor })
        const timeZone = context.city.city.time_zone
        return context.csv.send(
          request,
          reply,
          createListFile({ ...csv, timeZone, labels, read: rowsOf(csv, read) }),
        )
      },
    )
  }
}
