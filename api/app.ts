import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import { requireNeeds } from './access/require-needs.ts'
import { answerErrors, createErrorHandler } from './problems/answer-errors.ts'
import type { ApiApp } from './app-type.ts'
import { createCsvSender } from './export/csv-sender.ts'
import { describeApi } from './openapi/describe-api.ts'
import { bodyMaxBytes, urlMaxChars, type RouteContext } from './parts.ts'
import { Problem } from './problems/problem.ts'
import { resources } from './resources.ts'
import { refuseIdleParameters } from './query/refuse-idle.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { compileValidator } from './http/validate.ts'

/** Bound to loopback the city answers to its own names only; behind a proxy others are added. */
const unknownHost =
  'この名前では応答しません。https://city.example のように ALLOWED_ORIGINS に追加するか、' +
  'プロキシのアドレスを TRUSTED_PROXIES に設定してください。 ' +
  'This name is not answered here: add its origin to ALLOWED_ORIGINS, like https://city.example, ' +
  'or the address of your proxy to TRUSTED_PROXIES'

export type AppOptions = Omit<RouteContext, 'csv'>

/** The HTTP part: every route with its checks, not yet listening. */
export async function createApp(options: AppOptions): Promise<ApiApp> {
  const app: ApiApp = fastify({
    bodyLimit: bodyMaxBytes,
    // A client that sends its request slower than this holds a connection for nothing.
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 64 },
    frameworkErrors: createErrorHandler(options.log),
    // For `request.ip`: limits and audit speak of people, not of the proxy.
    trustProxy: (address) => options.entrance.isTrustedProxy(address),
  })
  app.server.maxConnections = options.limits.connections
  await guard(app, options)
  const context = { ...options, csv: createCsvSender(app, options.limits) }
  for (const addRoutes of resources) await addRoutes(app, context)
  return app
}

async function guard(app: ApiApp, options: AppOptions): Promise<void> {
  const { limits, entrance } = options
  app.setValidatorCompiler(compileValidator)
  // The types of the handlers keep answers as described; a second pass would only cost time.
  app.setSerializerCompiler(() => JSON.stringify)
  // No route reads a body but the one that says so itself.
  app.removeAllContentTypeParsers()
  await setSecurityHeaders(app, options.city.online_tiles)
  app.addHook('onRequest', async (request) => {
    if (!entrance.isHostAllowed(request.raw)) throw new Problem('forbidden', unknownHost)
    if (request.url.length > urlMaxChars) throw new Problem('query_invalid', 'Address too long')
  })
  await app.register(rateLimit, {
    max: limits.requestsPerWindow,
    timeWindow: limits.requestWindowMs,
  })
  requireNeeds(app, options)
  refuseIdleParameters(app)
  answerErrors(app, options.log)
  await describeApi(app, options.version)
}
