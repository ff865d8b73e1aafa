import Type from 'typebox'
import { importReport, type ImportReport } from '#domain/wire/inventory.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { requireAlso } from '../access/require-needs.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { languageOf } from '../query/language-of.ts'
import { queryOf } from '../query/schemas.ts'
import { reasonedOf, refusals } from './answers.ts'

/** A city has a thousand devices at most, in 200 bytes each; the rest is room. */
const fileMaxBytes = 2_000_000

/** `POST /v1/inventory/import`: a file of devices and thresholds, all of it or nothing. */
export function importRoutes(app: ApiApp, { readImport, entrance }: RouteContext): void {
  void app.register(async (scope: ApiApp) => {
    scope.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    scope.post(
      '/v1/inventory/import',
      { config: { needs: 'device.service' }, bodyLimit: fileMaxBytes, schema },
      (request, reply): ImportReport => {
        const { dry_run: dryRun, why } = request.query
        const language = languageOf(request)
        void reply.header('content-language', language).header('cache-control', 'no-store')
        const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const planned = readImport(file)
        requireAlso(request, planned.needs)
        const report = planned.report({ dryRun, language })
        if (dryRun) return report
        const taken = planned.take(reasonedOf(request, entrance, why))
        if (isRefusal(taken)) throw new Problem(taken.code, taken.detail).with({ report })
        const secrets = [...taken.secrets].map(([device, secret]) => ({ device, secret }))
        return secrets.length > 0 ? { ...report, secrets } : report
      },
    )
  })
}

const schema = {
  summary: 'Take over a file of devices and thresholds, all of it or nothing',
  description:
    'The columns of `GET /v1/inventory?format=csv`, any of them beside `id`, under their own names ' +
    'or the Japanese ones. An empty cell leaves what is there, `-` says that there is none. UTF-8 ' +
    'or CP932. With an error nothing is changed: `import_invalid`, with the `report`.',
  tags: ['devices'],
  querystring: queryOf({
    dry_run: Type.Boolean({ default: true, description: 'Only say what it would change' }),
    why: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  }),
  body: { content: { 'text/csv': { schema: Type.String() } } },
  response: {
    200: importReport,
    ...problemResponses(
      'query_invalid',
      'payload_too_large',
      'unsupported_media_type',
      'import_invalid',
      ...refusals,
    ),
  },
}
