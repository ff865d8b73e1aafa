import Type from 'typebox'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { messagesResource, type MessagesResource } from '#domain/wire/message.ts'
import { pasteLine } from '#domain/devices/paste-line.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { deviceFilter, queryOf } from '../query/schemas.ts'

/** What a page shows of a new device at once; the log keeps few per sender. */
const limitStandard = 50
const limitMax = 500

const query = queryOf({
  device: deviceFilter,
  source: Type.Optional(Type.String({ maxLength: 32, description: 'Bridge source' })),
  address: Type.Optional(Type.String({ maxLength: 200, description: 'Address at the source' })),
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'Only messages after this id' })),
  limit: Type.Integer({ minimum: 1, maximum: limitMax, default: limitStandard }),
})

/** `/v1/messages`: what came last, from whom, and what became of it; for who connects a device. */
export function messageRoutes(app: ApiApp, parts: ApiParts): void {
  const { ingest, directory, broker } = parts
  app.get(
    '/v1/messages',
    {
      config: { needs: 'quarantine.read' },
      schema: {
        summary:
          'The last messages of a device, a bridge address or everybody, with their verdicts',
        tags: ['operation'],
        querystring: query,
        response: {
          200: messagesResource,
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
        },
      },
    },
    (request): MessagesResource => {
      const { source, after, limit } = request.query
      // A DevEUI looks like an id: what nobody registered as one is taken for an address.
      const name = request.query.device ?? request.query.address
      const device = name === undefined ? undefined : findDevice(directory, name)
      const who = device ? { device: device.id } : { source, address: name }
      return {
        items: ingest.messages.list({ ...who, after, limit }),
        next_cursor: null,
        refusals: broker().refusals.filter(({ who }) => !name || who.split(' ').includes(name)),
        device: device?.id ?? null,
        uplink: describeUplink(device),
        try_line: device ? tryLine(device, parts) : null,
      }
    },
  )
}

/** By its id, or by its address at a bridge: people hold the sticker in their hand. */
function findDevice({ find, list }: DeviceDirectory, name: string): Device | undefined {
  return find(name) ?? list().find(({ uplink }) => uplink?.address === name)
}

function describeUplink(device: Device | undefined): MessagesResource['uplink'] {
  if (!device?.uplink) return null
  const { source, address } = device.uplink
  return { source, address }
}

/** TLS where it is open: a device rarely stands on the machine of its city. */
function tryLine(device: Device, { broker, city }: ApiParts): string | null {
  // It speaks to its own server, never to ours.
  if (device.uplink) return null
  const addresses = broker().listeners.flatMap((listener) => URL.parse(listener) ?? [])
  const tls = addresses.find(({ protocol }) => protocol === 'mqtts:')
  const address = tls ?? addresses.find(({ protocol }) => protocol === 'mqtt:')
  if (!address) return null
  const { hostname, port } = address
  const host = hostname.replaceAll(/^\[|\]$/g, '')
  const door = { city: city.city.id, host, port: Number(port), tls: address === tls }
  return pasteLine(device, '"$SECRET"', door)
}
