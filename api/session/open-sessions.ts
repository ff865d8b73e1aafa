import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Accounts, KnownSession } from '#accounts/accounts.ts'
import { refuseAccess } from '#domain/access/decide.ts'
import { openSession, type OpenSession } from '#domain/wire/session.ts'
import { pageOf } from '#domain/wire/page.ts'
import { actorOf, getPerson } from '../access/actor.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { pageFields, queryOf } from '../query/schemas.ts'
import { slicePage } from '../query/slice-page.ts'

const pageSize = 100

/** `/v1/sessions`: one's own; administrators see and end those of all. */
export function openSessionRoutes(app: ApiApp, { accounts, entrance }: RouteContext): void {
  const config = { needs: 'session.own' } as const
  app.get('/v1/sessions', { config, schema: listSchema }, (request) => {
    const { of, ...page } = request.query
    if (of === 'everybody') requireManager(request)
    const { person, session } = getPerson(request)
    const all = accounts.listSessions(of === 'everybody' ? undefined : person.id)
    const newestFirst = all.toSorted((a, b) => b.used_ts - a.used_ts)
    return slicePage(
      'sessions',
      newestFirst.map((open) => describe(open, session, accounts)),
      page,
    )
  })
  app.delete('/v1/sessions', { config, schema: endAllSchema }, (request, reply) => {
    const own = accounts.listSessions(getPerson(request).person.id)
    accounts.endSessions(
      own.map(({ id }) => id),
      actorOf(request, entrance),
    )
    return reply.code(204).send()
  })
  app.delete('/v1/sessions/:id', { config, schema: endSchema }, (request, reply) => {
    const found = accounts.findSessionById(request.params.id)
    const isOwn = found?.person === getPerson(request).person.id
    // Whose it is stays unknown to whoever may not end it.
    if (!found || !(isOwn || mayManage(request))) {
      throw new Problem('session_unknown', 'No such session')
    }
    accounts.endSessions([found.id], actorOf(request, entrance))
    return reply.code(204).send()
  })
}

const mayManage = ({ principal }: FastifyRequest) =>
  refuseAccess('people.manage', principal) === undefined

function requireManager(request: FastifyRequest): void {
  if (!mayManage(request)) throw new Problem('forbidden', 'Sessions of others are not for you')
}

function describe(
  { person, ...open }: KnownSession,
  current: string,
  accounts: Pick<Accounts, 'findPerson'>,
): OpenSession {
  const name = accounts.findPerson(person)?.name ?? ''
  return { ...open, person: { id: person, name }, current: open.id === current }
}

const refusals = ['unauthorized', 'session_ended', 'forbidden', 'person_needed'] as const
const nothing = { 204: Type.Null({ description: 'Done' }) }

const listSchema = {
  summary: 'Open sessions, the last used first',
  tags: ['people'],
  querystring: queryOf({
    of: Type.Optional(
      Type.Enum(['me', 'everybody'], { description: 'everybody: for administrators' }),
    ),
    ...pageFields(pageSize),
  }),
  response: { 200: pageOf(openSession), ...problemResponses('query_invalid', ...refusals) },
}

const endSchema = {
  summary: 'End a session; what it follows live is cut within a second',
  tags: ['people'],
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  response: { ...nothing, ...problemResponses('session_unknown', 'origin_forbidden', ...refusals) },
}

const endAllSchema = {
  summary: 'End all of one’s own sessions, this one too',
  tags: ['people'],
  response: { ...nothing, ...problemResponses('origin_forbidden', ...refusals) },
}
