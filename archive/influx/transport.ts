import { HttpError, InfluxDB } from '@influxdata/influxdb-client'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { RawAnswer } from './answer.ts'

export interface WriteTransport {
  /** One request, one promise. Rejects only when no answer came: refused, cut or timed out. */
  post(path: string, body: string, headers: Record<string, string>): Promise<RawAnswer>
  close(): void
}

interface Options {
  url: string
  /** A server that syncs once a second still needs a reserve when its disk is busy. */
  timeoutMs: number
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

// Compressing saves 80 % on a line, and costs more than it saves where there is no line.
const gzipOverBytes = 1_000

/**
 * The official client, as transport only. Its batching and its retry buffer stay unused: they drop
 * what the server refuses and what waits longer than three minutes, and read `Retry-After` as
 * milliseconds.
 */
export function createWriteTransport({ url, timeoutMs }: Options): WriteTransport {
  const { protocol, hostname } = new URL(url)
  const agent = new (protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true })
  const { transport } = new InfluxDB({ url, transportOptions: { agent } })
  const gzipThreshold = loopback.has(hostname) ? Number.MAX_SAFE_INTEGER : gzipOverBytes

  return {
    post: async (path, body, headers) => {
      let answer: RawAnswer = { status: 0, headers: {}, body: '' }
      try {
        const text: unknown = await transport.request(
          path,
          body,
          {
            method: 'POST',
            gzipThreshold,
            // The client only stops waiting at its own time-out and leaves the request running.
            signal: AbortSignal.timeout(timeoutMs),
            headers: { 'content-type': 'text/plain; charset=utf-8', accept: 'text', ...headers },
          },
          (responseHeaders, status = 0) => {
            answer = { status, headers: responseHeaders, body: '' }
          },
        )
        return { ...answer, body: typeof text === 'string' ? text : '' }
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        return { status: error.statusCode, headers: error.headers ?? {}, body: error.body ?? '' }
      }
    },
    close: () => agent.destroy(),
  }
}
