import Type from 'typebox'
import type { ApiApp } from '../app-type.ts'
import { wantsCsv } from '../export/csv-sender.ts'
import { Problem } from '../problems/problem.ts'
import { queryOf } from './schemas.ts'

/** Parameters that mean nothing in a format, and why. */
const idleInFile = {
  cursor: 'A file has the whole range: it has no pages',
  limit: 'A file has the whole range: take a shorter one',
}
const idleInPage = { labels: 'Only in a file: format=csv' }

/**
 * Every parameter has its effect or is refused: who is answered as if it were not there takes the
 * wrong list for the right one. Routes that name no parameters take none.
 */
export function refuseIdleParameters(app: ApiApp): void {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/v1/')) return
    route.schema = { querystring: queryOf({}), ...route.schema }
  })
  app.addHook('preValidation', async (request) => {
    if (!isFileRoute(request.routeOptions.schema?.querystring)) return
    // As it was sent: nothing is filled in yet.
    const query = request.query as Record<string, unknown>
    const isFile = wantsCsv(request, query['format'] as string | undefined)
    const idle = Object.entries(isFile ? idleInFile : idleInPage).filter(([name]) => name in query)
    if (idle.length === 0) return
    const pointers = idle.map(([name, detail]) => ({ pointer: `/${name}`, detail }))
    throw new Problem('query_invalid', 'The query is not valid in this format', pointers)
  })
}

const isFileRoute = (schema: unknown): boolean =>
  Type.IsObject(schema) && 'format' in schema.properties
