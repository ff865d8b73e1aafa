import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorCode } from '#domain/words/errors.ts'
import { InvalidCursorError } from '#store/store.ts'
import type { ApiApp } from '../app-type.ts'
import { bodyMaxBytes, type ApiLog } from '../parts.ts'
import { languageOf } from '../query/language-of.ts'
import { formatProblem, Problem, problemMediaType } from './problem.ts'

// Fastify's own refusals, in our words. Anything else below 500 is a malformed request.
const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'overloaded',
}

/** Where Fastify says less than what to do about it. */
const words: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send JSON, with the header Content-Type: application/json',
  FST_ERR_CTP_BODY_TOO_LARGE: `A body holds at most ${bodyMaxBytes} bytes; send several`,
}

function toProblem(error: FastifyError | Problem, requestId: string): Problem {
  if (error instanceof Problem) return error
  if (error instanceof InvalidCursorError) {
    const pointer = { pointer: '/cursor', detail: error.message }
    return new Problem('query_invalid', 'The cursor is not valid', [pointer])
  }
  const status = error.statusCode ?? 500
  if (status < 400 || (status >= 500 && status !== 503)) {
    return new Problem('internal', `The server log has more under request ${requestId}`)
  }
  return new Problem(codeByStatus[status] ?? 'query_invalid', words[error.code] ?? error.message)
}

/** Answers with the problem document; the reader's language decides its title. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem) {
  const language = languageOf(request)
  if (problem.code === 'unauthorized') void reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.statusCode)
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .type(problemMediaType)
    .serializer(JSON.stringify)
    .send(formatProblem(problem, language))
}

/** Every error leaves as a problem document; what is our fault is logged, never shown. */
export function createErrorHandler(log: ApiLog) {
  return (error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply) => {
    const problem = toProblem(error, request.id)
    if (problem.code === 'internal') log(`Request ${request.id} ${request.url} failed`, error)
    void sendProblem(request, reply, problem)
  }
}

/** Makes `app` answer every failure, an unknown path included, with a problem document. */
export function answerErrors(app: ApiApp, log: ApiLog): void {
  app.setErrorHandler(createErrorHandler(log))
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    sendProblem(
      request,
      reply,
      new Problem('not_found', `No route ${request.method} ${path(request.url)}`),
    ),
  )
}

const path = (url: string) => url.split('?', 1)[0] ?? ''
