import Type from 'typebox'
import type { Needs } from '#domain/access/capabilities.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { Page, PageQuery } from '#store/store.ts'
import type { AddRoutes } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { pageFields, queryOf } from './schemas.ts'

/** A list of the interface as data: what its items are, what may be asked, where they come from. */
export interface ListRoute<F extends Type.TProperties, Item extends Type.TSchema> {
  path: `/v1/${string}`
  needs: Needs
  summary: string
  /** Group in the description. */
  tag: 'devices' | 'alarms' | 'mobility' | 'city' | 'operation'
  item: Item
  /** What may be asked for besides the page. */
  filter: F
  /** Items on a page where the query does not say. */
  pageSize: number
  /** @throws Problem for a filter that its schema cannot judge. */
  list(
    context: RouteContext,
    filter: Filter<F>,
    page: PageQuery,
  ): Promise<Page<Type.Static<Item>>> | Page<Type.Static<Item>>
}

type Filter<F extends Type.TProperties> = Type.Static<Type.TObject<F>>

/** Serves a list as pages of `{items, next_cursor}`. */
export function listRoute<F extends Type.TProperties, Item extends Type.TSchema>(
  declaration: ListRoute<F, Item>,
): AddRoutes {
  const { path, needs, summary, tag, item, pageSize } = declaration
  return (app, context) => {
    app.get(
      path,
      {
        config: { needs },
        schema: {
          summary,
          tags: [tag],
          querystring: queryOf({ ...declaration.filter, ...pageFields(pageSize) }),
          response: {
            200: pageOf(item),
            ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
          },
        },
      },
      ({ query }) => {
        // As the schema above says; the compiler cannot follow a shape that it does not know yet.
        const { limit, cursor, ...filter } = query as PageQuery & Filter<F>
        return declaration.list(context, filter as Filter<F>, { limit, cursor })
      },
    )
  }
}
