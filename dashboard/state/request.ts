import type { ProblemDocument } from '#domain/wire/problem.ts'

/** A request that did not give what was asked for; `message` is fit for the page. */
export class RequestError extends Error {
  readonly status: number
  /** Of the problem document, where it was one. */
  readonly code: string | undefined
  /** How long to wait before another try, s; 0 where the server did not say. */
  readonly retryAfterS: number
  /** What the problem document says beside its title, and the fields that it points to. */
  readonly detail: string
  readonly pointers: readonly string[]
  constructor(status: number, words: string, said: Said = {}) {
    const { code, retryAfterS = 0, detail = '', pointers = [], cause } = said
    super(words, { cause })
    this.name = 'RequestError'
    this.status = status
    this.code = code
    this.retryAfterS = retryAfterS
    this.detail = detail
    this.pointers = pointers
  }
}

interface Said {
  code?: string
  retryAfterS?: number
  detail?: string
  pointers?: readonly string[]
  cause?: unknown
}

/** Longest wait for an answer, ms: past it the reader should see an error, not a skeleton. */
const timeoutMs = 20_000

/** Reads a JSON resource of our own server, in the session of this browser. Rejects with `RequestError`. */
export async function loadJson<T>(path: string): Promise<T> {
  const response = await request(path, { headers: { accept: 'application/json' } })
  return (await response.json()) as T
}

/** Sends something that is answered with nothing. Rejects with `RequestError`. */
export async function send(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<void> {
  const content = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  await request(path, { method, ...(body && content) })
}

/**
 * Asks for a change and reads the answer: a record, a file of rows, or nothing at all. `version`: of
 * what is changed. Rejects with `RequestError`.
 */
export async function change<T>(
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  { body, version }: { body?: object | File; version?: string | undefined } = {},
): Promise<T> {
  const headers = {
    ...(body && { 'content-type': body instanceof File ? 'text/csv' : 'application/json' }),
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  }
  const content = body instanceof File ? body : body && JSON.stringify(body)
  const response = await request(path, { method, headers, ...(content && { body: content }) })
  return (await response.json()) as T
}

/** Asked where the session of a request has ended; tells whether it is worth sending again. */
type Regain = () => Promise<boolean>
let regain: Regain = () => Promise.resolve(false)
export const onSessionEnded = (next: Regain): void => void (regain = next)

const endedCodes: readonly (string | undefined)[] = ['session_ended', 'unauthorized']

/** Headers as a record: ours are never anything else. */
interface Asked extends RequestInit {
  headers?: Record<string, string>
}

async function request(path: string, init: Asked): Promise<Response> {
  const response = await fetchOnce(path, init)
  if (response.ok) return response
  const error = await createError(response)
  // Nothing was done: what somebody sent waits until they are in again.
  const mayWait = path !== '/v1/session' && endedCodes.includes(error.code)
  if (!mayWait || !(await regain())) throw error
  const again = await fetchOnce(path, init)
  if (!again.ok) throw await createError(again)
  return again
}

function fetchOnce(path: string, init: Asked): Promise<Response> {
  // What goes wrong is said in the language of the page, whatever the browser prefers.
  const headers = { ...init.headers, 'accept-language': document.documentElement.lang }
  const signal = AbortSignal.timeout(timeoutMs)
  return fetch(path, { ...init, headers, signal }).catch((cause: unknown) => {
    throw new RequestError(0, String(cause), { cause })
  })
}

/** In the words of an RFC 9457 problem document, else of the status line. */
async function createError(response: Response): Promise<RequestError> {
  const fallback = `${response.status} ${response.statusText}`
  try {
    const { title, detail, code, errors } = (await response.json()) as Partial<ProblemDocument>
    const words = [title, detail].filter(Boolean).join(' ')
    const retryAfterS = Number(response.headers.get('retry-after') ?? 0)
    return new RequestError(response.status, words || fallback, {
      retryAfterS,
      pointers: errors?.map(({ pointer }) => pointer) ?? [],
      ...(detail !== undefined && { detail }),
      ...(code !== undefined && { code }),
    })
  } catch {
    return new RequestError(response.status, fallback)
  }
}
