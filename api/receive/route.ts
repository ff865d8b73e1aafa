import type { FastifyReply } from 'fastify'
import type { Device } from '#domain/devices/device.ts'
import type { Door, DoorResult } from '#domain/door.ts'
import { receipt } from '#domain/wire/receipt.ts'
import type { ApiApp } from '../app-type.ts'
import { bodyMaxBytes, type RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { createPayloadSchema } from './payload-schema.ts'

/** How long a sender should wait after a 503, seconds. */
const retryAfterS = 5

/**
 * `POST /v1/readings`: the same door as MQTT. The body goes there as bytes, whatever it says of
 * itself, so no Content-Type can lead around the check; the device is that of the token.
 */
export function receiveRoutes(app: ApiApp, context: RouteContext): void {
  let inFlight = 0
  const { kinds, limits } = context
  const { door } = context.ingest
  void app.register(async (scope: ApiApp) => {
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: bodyMaxBytes },
      (_request, body, done) => done(null, body),
    )
    scope.post(
      '/v1/readings',
      {
        config: {
          needs: 'reading.write',
          rateLimit: { max: limits.postsPerSecond, timeWindow: 1_000 },
        },
        schema: {
          summary: 'Store readings of the device whose token is sent',
          description: 'Answers once everything is on disk. Body as on the MQTT topic `reading`.',
          tags: ['devices'],
          body: createPayloadSchema(kinds),
          response: { 200: receipt, ...problemResponses(...refusals) },
        },
        onRequest: async (request) => {
          const encoding = request.headers['content-encoding']
          if (encoding === undefined || encoding === 'identity') return
          throw new Problem('unsupported_media_type', `No Content-Encoding ${encoding}`)
        },
      },
      async (request, reply) => {
        const { principal } = request
        if (principal.who !== 'device') throw new Problem('forbidden', 'Only devices post')
        if (inFlight >= limits.postsInFlight) return answer(reply, busy)
        inFlight += 1
        const payload = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const result = await accept(door, principal.device, payload)
        inFlight -= 1
        return answer(reply, result)
      },
    )
  })
}

const refusals = [
  'payload_not_json',
  'unauthorized',
  'forbidden',
  'payload_too_large',
  'unsupported_media_type',
  'not_committed',
  'overloaded',
  'over_budget',
] as const

const busy: DoorResult = { ok: false, code: 'overloaded', detail: 'Too many posts are waiting' }

const accept = (door: Door, device: Device, payload: Uint8Array) =>
  new Promise<DoorResult>((resolve) => {
    door.accept({ device, channel: 'reading', payload, via: 'http', bestEffort: false }, resolve)
  })

function answer(reply: FastifyReply, result: DoorResult) {
  if (!result.ok) {
    const { retryAfterMs } = result
    const waitS = retryAfterMs === undefined ? retryAfterS : Math.ceil(retryAfterMs / 1000)
    void reply.header('retry-after', waitS)
    throw new Problem(result.code, result.detail)
  }
  const notJson = result.quarantined.find(({ code }) => code === 'payload_not_json')
  if (notJson) throw new Problem('payload_not_json', notJson.detail)
  const { accepted, duplicates, quarantined } = result
  return reply.send({ accepted, duplicates, quarantined })
}
