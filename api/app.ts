import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import type { HealthResource } from '#domain/wire/health.ts'
import type { HostRule } from './access/host-rule.ts'
import { requireAccess } from './access/require-access.ts'
import { answerErrors, createErrorHandler } from './answer-errors.ts'
import type { ApiApp } from './app-type.ts'
import type { LiveStats } from './live/live-stats.ts'
import { createMetrics } from './metrics/create-metrics.ts'
import { describeApi } from './openapi.ts'
import { bodyMaxBytes, urlMaxChars, type ApiLimits, type ApiParts } from './parts.ts'
import { Problem } from './problem.ts'
import type { RegistryTag } from './resources/registry-tag.ts'
import { alarmRoutes } from './routes/alarms.ts'
import { baseMapRoutes } from './routes/base-map.ts'
import { cityRoutes } from './routes/city.ts'
import { crossingRoutes } from './routes/crossings.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { deviceReadingRoutes } from './routes/device-readings.ts'
import { deviceRoutes } from './routes/devices.ts'
import { eventRoutes } from './routes/events.ts'
import { gapRoutes } from './routes/gaps.ts'
import { healthRoutes } from './routes/health.ts'
import { kindRoutes } from './routes/kinds.ts'
import { messageRoutes } from './routes/messages.ts'
import { metricRoutes } from './routes/metrics.ts'
import { openapiRoutes } from './routes/openapi.ts'
import { postReadingRoutes } from './routes/post-readings.ts'
import { probeRoutes } from './routes/probes.ts'
import { quarantineRoutes } from './routes/quarantine.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { compileValidator } from './validate.ts'

/** Bound to loopback the city answers to its own names only; behind a proxy others are added. */
const unknownHost =
  'This name is not answered here: add its origin to ALLOWED_ORIGINS, like https://city.example'

export interface AppOptions {
  limits: ApiLimits
  isHostAllowed: HostRule
  dashboardFolder: string
  registryTag: RegistryTag
  live: () => LiveStats
  health: () => HealthResource
}

/** The HTTP part: every route with its checks, not yet listening. */
export async function createApp(parts: ApiParts, options: AppOptions): Promise<ApiApp> {
  const app: ApiApp = fastify({
    bodyLimit: bodyMaxBytes,
    // A client that sends its request slower than this holds a connection for nothing.
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 64 },
    frameworkErrors: createErrorHandler(parts.log),
  })
  app.server.maxConnections = options.limits.connections
  await guard(app, parts, options)
  await addRoutes(app, parts, options)
  return app
}

async function guard(app: ApiApp, parts: ApiParts, options: AppOptions): Promise<void> {
  const { limits, isHostAllowed } = options
  app.setValidatorCompiler(compileValidator)
  // The types of the handlers keep answers as described; a second pass would only cost time.
  app.setSerializerCompiler(() => JSON.stringify)
  // No route reads a body but the one that says so itself.
  app.removeAllContentTypeParsers()
  await setSecurityHeaders(app, parts.city.online_tiles)
  app.addHook('onRequest', async (request) => {
    if (!isHostAllowed(request.headers.host)) throw new Problem('forbidden', unknownHost)
    if (request.url.length > urlMaxChars) throw new Problem('query_invalid', 'Address too long')
  })
  await app.register(rateLimit, {
    max: limits.requestsPerWindow,
    timeWindow: limits.requestWindowMs,
  })
  requireAccess(app, parts)
  answerErrors(app, parts.log)
  await describeApi(app, parts.version)
}

async function addRoutes(app: ApiApp, parts: ApiParts, options: AppOptions): Promise<void> {
  const { limits, registryTag, live, health, dashboardFolder } = options
  metricRoutes(app, createMetrics(parts, live))
  probeRoutes(app, parts)
  openapiRoutes(app)
  cityRoutes(app, parts)
  baseMapRoutes(app, parts)
  kindRoutes(app, parts)
  deviceRoutes(app, parts, registryTag)
  deviceReadingRoutes(app, parts, limits)
  gapRoutes(app, parts)
  postReadingRoutes(app, parts, limits)
  eventRoutes(app, parts)
  crossingRoutes(app, parts)
  alarmRoutes(app, parts)
  quarantineRoutes(app, parts)
  messageRoutes(app, parts)
  healthRoutes(app, health)
  await dashboardRoutes(app, dashboardFolder)
}
