import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const gzipBytes = promisify(gzip)
const brotliBytes = promisify(brotliCompress)

/** A body that is the same for everybody until the next start, compressed at most once. */
export interface FixedBody {
  type: string
  etag: string
  identity: Buffer
  /** The compressed forms, best first; empty where compressing saves nothing. */
  smaller: readonly SmallerForm[]
}

interface SmallerForm {
  encoding: 'br' | 'gzip'
  load(): Promise<Buffer>
}

// Below this a compressed body does not save a packet.
const compressFromBytes = 1_024

const compressible = /^(text\/|application\/(json|geo\+json|javascript|manifest)|image\/svg)/

/**
 * Compresses when a client first asks, beside the event loop: half a second of processor time for
 * all pages, which a server that restarts in a storm should not wait for.
 */
export function createFixedBody(type: string, identity: Buffer): FixedBody {
  const small = identity.length < compressFromBytes || !compressible.test(type)
  const digest = createHash('sha256').update(identity).digest('base64url').slice(0, 22)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  const smaller: readonly SmallerForm[] = [
    { encoding: 'br', load: once(() => brotliBytes(identity, quality)) },
    { encoding: 'gzip', load: once(() => gzipBytes(identity, { level: 9 })) },
  ]
  return { type, etag: `"${digest}"`, identity, smaller: small ? [] : smaller }
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => (loaded ??= load())
}

/** Sends the smallest form the client takes, or 304 where it has the body already. */
export async function sendFixedBody(
  request: FastifyRequest,
  reply: FastifyReply,
  body: FixedBody,
): Promise<FastifyReply> {
  void reply.header('etag', body.etag).header('vary', 'Accept-Encoding')
  if (request.headers['if-none-match']?.includes(body.etag)) return reply.code(304).send()
  const accepted = request.headers['accept-encoding'] ?? ''
  void reply.type(body.type)
  const form = body.smaller.find(({ encoding }) => new RegExp(`\\b${encoding}\\b`).test(accepted))
  if (!form) return reply.send(body.identity)
  return reply.header('content-encoding', form.encoding).send(await form.load())
}
