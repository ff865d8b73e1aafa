import type { ArchiveStop } from '#domain/operation/archive.ts'
import { authorizationOf, type ArchiveAddress } from './address.ts'
import { readWords, stopsByStatus } from './answer.ts'

/** The archive did not answer, or not with what was asked for. `words` are the server's own. */
export class ArchiveError extends Error {
  /** 0 where no answer came. */
  readonly status: number
  /** Set where a person has to change something first. */
  readonly stop: ArchiveStop | null
  constructor(
    words: string,
    options: { status: number; stop?: ArchiveStop | null; cause?: unknown },
  ) {
    super(words, { cause: options.cause })
    this.name = 'ArchiveError'
    this.status = options.status
    this.stop = options.stop ?? null
  }
}

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
      throw new ArchiveError(reasonOf(error), { status: 0, cause: error })
    }
  }

  return {
    send,
    sendJson: async (path, options) => {
      const { status, headers, text } = await send(path, options)
      if (status < 200 || status > 299) {
        const raw = { status, headers: Object.fromEntries(headers), body: text }
        throw new ArchiveError(readWords(raw), { status, stop: stopsByStatus.get(status) ?? null })
      }
      try {
        return text === '' ? {} : JSON.parse(text)
      } catch (error) {
        throw new ArchiveError('the answer is not JSON: no InfluxDB?', { status, cause: error })
      }
    },
  }
}

/** `fetch failed` says nothing; its cause says ECONNREFUSED. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ArchiveError) return error.message
  const { cause } = error
  if (cause instanceof Error) {
    return 'code' in cause ? `${String(cause.code)} ${cause.message}`.trim() : cause.message
  }
  return 'code' in error ? `${String(error.code)} ${error.message}`.trim() : error.message
}
