import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  RawServerDefault,
} from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { Needs } from '#domain/access/capabilities.ts'
import type { Principal } from '#domain/access/principal.ts'
import type { RouteContext } from './parts.ts'

/** Gives handlers the types of their query and path schemas. */
interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
}

export type ApiApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxProvider
>

/** Adds the routes of one resource. */
export type AddRoutes = (app: ApiApp, context: RouteContext) => void | Promise<void>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route needs of its caller; a route without it does not register. */
    needs?: Needs
  }
  interface FastifyRequest {
    principal: Principal
  }
}
