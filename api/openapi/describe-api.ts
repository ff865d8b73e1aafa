import swagger from '@fastify/swagger'
import type { FastifySchema, RouteOptions } from 'fastify'
import type { ApiApp } from '../app-type.ts'
import { refuseAccess } from '#domain/access/decide.ts'
import { operatorKey, type Principal } from '#domain/access/principal.ts'
import { roles } from '#domain/access/roles.ts'
import { keyCapabilities } from '#domain/access/capabilities.ts'
import { pulseDevice } from '#domain/operation/pulse.ts'
import { createComponents, type Components } from './components.ts'

const description = `Readings of a city's sensors, their newest values and history, and the levels
they reached. Lists are pages: pass \`next_cursor\` back as \`cursor\`. Fields carry their unit in the
name and as \`unit\`; \`x-min\` and \`x-max\` are the limits of the sensor: values outside are stored
and flagged, not refused.`

/** Describes every route as OpenAPI 3.1, from the same schemas that check and type them. */
export async function describeApi(app: ApiApp, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Machimori',
        version,
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'devices', description: 'Devices, their readings and gaps' },
        { name: 'alarms', description: 'Levels reached at gauges' },
        { name: 'mobility', description: 'Passenger and trip events' },
        { name: 'city', description: 'What the map draws and what the fields mean' },
        {
          name: 'people',
          description: 'People, their sessions, keys of machines, and what people did',
        },
        { name: 'operation', description: 'How the platform itself is' },
      ],
      components: {
        securitySchemes: {
          device: { type: 'http', scheme: 'bearer', description: 'Token of a device' },
          operator: {
            type: 'http',
            scheme: 'bearer',
            description: 'Token of an operator, or a named key that may do it',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-machimori',
            description: 'Of a browser, from POST /v1/session; writing needs our Origin too',
          },
        },
      },
    },
    transform: ({ schema, url, route, ...document }) => {
      const { schemas = {} } =
        ('openapiObject' in document && document.openapiObject.components) || {}
      const { refer } = createComponents((name, component) => (schemas[name] ??= component))
      return { url, schema: describeRoute(schema, route, refer) }
    },
  })
}

/** A route's own schema in the words of OpenAPI 3.1. */
function describeRoute(schema: FastifySchema, route: RouteOptions, refer: Components['refer']) {
  const { response, body, querystring } = schema
  return {
    ...schema,
    ...(response !== undefined && { response: refer(response) }),
    ...(body !== undefined && { body: refer(body) }),
    ...(querystring !== undefined && { querystring: leaveDefaultsOut(querystring as Query) }),
    operationId: operationIdOf(route),
    security: securityOf(route),
    'x-needs': route.config?.needs,
  }
}

interface Query {
  properties: Readonly<Record<string, object>>
  required?: readonly string[]
}

/** What has a default need not be sent, although a handler always has it. */
function leaveDefaultsOut(query: Query): Query {
  const { properties, required = [] } = query
  const needed = required.filter((name) => !('default' in (properties[name] ?? {})))
  return { ...query, required: needed }
}

/** Whose request a route answers; `{}`: whose city is open (PUBLIC_READ) needs no token. */
function securityOf({ config, url }: RouteOptions): Record<string, string[]>[] {
  const needs = config?.needs
  if (needs === undefined || needs === 'public') return []
  return callers
    .filter(({ principal }) => refuseAccess(needs, principal, aboutOf(url)) === undefined)
    .map(({ scheme }) => (scheme === undefined ? {} : { [scheme]: [] }))
}

/** Any device will do: it asks about itself where a route is about one. */
const aboutOf = (url: string) =>
  url.includes('/:id') ? { id: pulseDevice.id, isPublic: true } : undefined

const anybody: Principal = {
  who: 'person',
  person: { id: '', name: '', display_name: '', roles },
  session: '',
  mustChangePassword: false,
}
const fullKey = { ...operatorKey, capabilities: keyCapabilities }

const callers: readonly { scheme?: string; principal: Principal }[] = [
  { principal: { who: 'anonymous', open: 'public' } },
  { scheme: 'operator', principal: { who: 'key', key: fullKey } },
  { scheme: 'session', principal: anybody },
  { scheme: 'device', principal: { who: 'device', device: pulseDevice } },
]

/** `get-v1-devices-id` for GET /v1/devices/:id; generated clients name their functions by it. */
function operationIdOf({ method, url }: { method: string | readonly string[]; url: string }) {
  const words = url.split(/[/:.]+/).filter((word) => word !== '')
  return [String(method).toLowerCase(), ...words].join('-')
}
