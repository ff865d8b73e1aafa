import swagger from '@fastify/swagger'
import type { ApiApp } from './app-type.ts'
import * as messages from './schemas-messages.ts'
import * as operations from './schemas-operations.ts'
import * as shapes from './schemas.ts'

const components = {
  Alarm: shapes.alarm,
  Bucket: shapes.bucketResource,
  City: shapes.cityResource,
  Crossing: shapes.crossingResource,
  DeviceCollection: shapes.deviceCollection,
  DeviceFeature: shapes.deviceFeature,
  Event: operations.eventResource,
  GapLedger: operations.gapLedger,
  CityGaps: operations.cityGaps,
  Health: operations.healthResource,
  Kind: shapes.kindResource,
  Messages: messages.messagesResource,
  Problem: operations.problem,
  QuarantineEntry: operations.quarantineResource,
  Reading: shapes.readingResource,
  Receipt: operations.receipt,
}

const description = `Readings of a city's sensors, their newest values and history, and the levels
they reached. Lists are pages: pass \`next_cursor\` back as \`cursor\`. Fields carry their unit in the
name and as \`unit\`; \`x-min\` and \`x-max\` are the limits of the sensor: values outside are stored
and flagged, not refused.`

/** Describes every route as OpenAPI 3.1, from the same schemas that check and type them. */
export async function describeApi(app: ApiApp, version: string): Promise<void> {
  for (const [name, schema] of Object.entries(components)) app.addSchema({ ...schema, $id: name })
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
        { name: 'operation', description: 'How the platform itself is' },
      ],
      components: {
        securitySchemes: {
          device: { type: 'http', scheme: 'bearer', description: 'Token of a device' },
          operator: { type: 'http', scheme: 'bearer', description: 'Token of an operator' },
        },
      },
    },
    // Components keep the names they were added with.
    refResolver: { buildLocalReference: ({ $id }) => (typeof $id === 'string' ? $id : '') },
    transform: ({ schema, url, route }) => ({
      url,
      schema: {
        ...schema,
        operationId: operationIdOf(route),
        security: securityOf(route.config?.access),
      },
    }),
  })
}

/** What a route's permission means as OpenAPI: `read` is open on the server's own machine. */
function securityOf(access: string | undefined): Record<string, string[]>[] {
  if (access === 'device') return [{ device: [] }]
  if (access === 'operator') return [{ operator: [] }]
  return access === 'read' ? [{}, { operator: [] }, { device: [] }] : []
}

/** `get-v1-devices-id` for GET /v1/devices/:id; generated clients name their functions by it. */
function operationIdOf({ method, url }: { method: string | readonly string[]; url: string }) {
  const words = url.split(/[/:.]+/).filter((word) => word !== '')
  return [String(method).toLowerCase(), ...words].join('-')
}
