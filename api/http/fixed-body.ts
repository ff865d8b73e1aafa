import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A body that is the same for everybody until the next start, compressed once. */
export interface FixedBody {
  type: string
  etag: string
  identity: Buffer
  gzip: Buffer | null
  br: Buffer | null
}

// Below this a compressed body does not save a packet.
const compressFromBytes = 1_024

const compressible = /^(text\/|application\/(json|geo\+json|javascript|manifest)|image\/svg)/

export function createFixedBody(type: string, identity: Buffer): FixedBody {
  const small = identity.length < compressFromBytes || !compressible.test(type)
  const digest = createHash('sha256').update(identity).digest('base64url').slice(0, 22)
  return {
    type,
    etag: `"${digest}"`,
    identity,
    gzip: small ? null : gzipSync(identity, { level: 9 }),
    br: small
      ? null
      : brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  }
}

/** Sends the smallest form the client takes, or 304 where it has the body already. */
export function sendFixedBody(request: FastifyRequest, reply: FastifyReply, body: FixedBody) {
  void reply.header('etag', body.etag).header('vary', 'Accept-Encoding')
  if (request.headers['if-none-match']?.includes(body.etag)) return reply.code(304).send()
  const accepted = request.headers['accept-encoding'] ?? ''
  void reply.type(body.type)
  if (body.br && /\bbr\b/.test(accepted))
    return reply.header('content-encoding', 'br').send(body.br)
  if (body.gzip && /\bgzip\b/.test(accepted)) {
    return reply.header('content-encoding', 'gzip').send(body.gzip)
  }
  return reply.send(body.identity)
}
