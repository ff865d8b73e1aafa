import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { parseByteRange } from './byte-range.ts'
import type { ServedFile } from '../http/served-file.ts'

/** Tiles of one address in ten seconds: a quick hand on a 4K wall asks for a few hundred. */
const rateLimit = { max: 6_000, timeWindow: 10_000 }

const mediaType = 'application/vnd.pmtiles'

/** The city's tile file in parts, as PMTiles asks for it. One fixed path: no request names a file. */
export function baseMapRoutes(app: ApiApp, { baseMap }: ApiParts): void {
  if (!baseMap) return
  const bytes = { content: { [mediaType]: { schema: Type.String({ format: 'binary' }) } } }
  app.get(
    '/v1/city/basemap.pmtiles',
    {
      config: { needs: 'public.read', rateLimit },
      schema: {
        summary: "The city's tile file for the map, whole or one range of bytes (PMTiles 3)",
        tags: ['city'],
        response: {
          200: { description: 'The whole file', ...bytes },
          206: { description: 'The bytes of `Range`', ...bytes },
          ...problemResponses('unauthorized', 'forbidden', 'range_outside'),
        },
      },
    },
    (request, reply) => sendPart(request, reply, baseMap),
  )
}

function sendPart(request: FastifyRequest, reply: FastifyReply, file: ServedFile) {
  void reply.header('etag', file.etag).header('accept-ranges', 'bytes')
  const { range, 'if-range': ifRange, 'if-none-match': known } = request.headers
  if (known?.includes(file.etag)) return reply.code(304).send()
  // A part of another version would be mixed with parts of this one (RFC 9110, 13.1.5).
  const isSame = ifRange === undefined || ifRange === file.etag
  const isHead = request.method === 'HEAD'
  // Only GET knows ranges (RFC 9110, 14.2).
  const part = isSame && !isHead ? parseByteRange(range, file.bytes) : undefined
  if (part === null) {
    void reply.header('content-range', `bytes */${file.bytes}`)
    throw new Problem('range_outside', `The file has ${file.bytes} bytes`)
  }
  const { start, end } = part ?? { start: 0, end: file.bytes - 1 }
  void reply.type(mediaType).header('content-length', end - start + 1)
  if (part) void reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
  return reply.send(isHead ? Readable.from([]) : file.read(start, end))
}
