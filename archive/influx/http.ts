import { ArchiveError, reasonOf } from '../archive-error.ts'
import { authorizationOf, type ArchiveAddress } from './address.ts'
import { readWords, stopsByStatus } from './answer.ts'
import { influxStops } from './stops.ts'

export interface HttpAnswer {
  status: number
  headers: Headers
  text: string
}

export interface ArchiveHttp {
  /** Throws `ArchiveError` when no answer comes; any status is an answer. */
  send(path: string, options?: SendOptions): Promise<HttpAnswer>
  /** As `send`, and also throws for everything but 2xx. Returns the parsed JSON. */
  sendJson(path: string, options?: SendOptions): Promise<unknown>
}

interface SendOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Sent as a form, as `/query` takes it. */
  form?: Readonly<Record<string, string>>
  json?: unknown
}

// Longer than any page of ours takes; a viewer has given up by then.
const timeoutMs = 10_000

/** Questions and administration by plain `fetch`; writes have their own transport. */
export function createArchiveHttp(address: ArchiveAddress, basicAuth: boolean): ArchiveHttp {
  const base = address.url.replace(/\/+$/, '')
  const authorization = authorizationOf(address, basicAuth)

  async function send(path: string, options: SendOptions = {}): Promise<HttpAnswer> {
    const { method = 'GET', form, json } = options
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          ...authorization,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: form ? new URLSearchParams(form) : json === undefined ? null : JSON.stringify(json),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { status: response.status, headers: response.headers, text: await response.text() }
    } catch (error) {
      throw new ArchiveError(reasonOf(error), { isSilent: true, cause: error })
    }
  }

  return {
    send,
    sendJson: async (path, options) => {
      const { status, headers, text } = await send(path, options)
      if (status < 200 || status > 299) {
        const raw = { status, headers: Object.fromEntries(headers), body: text }
        const stop = stopsByStatus.get(status)
        throw new ArchiveError(readWords(raw), stop && { stop: influxStops[stop] })
      }
      try {
        return text === '' ? {} : JSON.parse(text)
      } catch (error) {
        throw new ArchiveError('the answer is not JSON: no InfluxDB?', { cause: error })
      }
    },
  }
}
