/** A request that did not give what was asked for; `message` is fit for the page. */
export class RequestError extends Error {
  readonly status: number
  /** Of the problem document, where it was one. */
  readonly code: string | undefined
  /** How long to wait before another try, s; 0 where the server did not say. */
  readonly retryAfterS: number
  constructor(
    status: number,
    detail: string,
    { code, retryAfterS = 0, cause }: { code?: string; retryAfterS?: number; cause?: unknown } = {},
  ) {
    super(detail, { cause })
    this.name = 'RequestError'
    this.status = status
    this.code = code
    this.retryAfterS = retryAfterS
  }
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

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (cause: unknown) => {
      throw new RequestError(0, String(cause), { cause })
    },
  )
  if (!response.ok) throw await createError(response)
  return response
}

/** In the words of an RFC 9457 problem document, else of the status line. */
async function createError(response: Response): Promise<RequestError> {
  const fallback = `${response.status} ${response.statusText}`
  try {
    const { title, detail, code } = (await response.json()) as Partial<Record<string, string>>
    const words = [title, detail].filter(Boolean).join(' ')
    const retryAfterS = Number(response.headers.get('retry-after') ?? 0)
    return new RequestError(response.status, words || fallback, {
      retryAfterS,
      ...(code !== undefined && { code }),
    })
  } catch {
    return new RequestError(response.status, fallback)
  }
}
