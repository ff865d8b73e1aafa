/** A request that did not give what was asked for; `detail` is fit for the page. */
export class RequestError extends Error {
  readonly status: number
  constructor(status: number, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'RequestError'
    this.status = status
  }
}

/** Longest wait for an answer, ms: past it the reader should see an error, not a skeleton. */
const timeoutMs = 20_000

/** Reads a JSON resource of our own server. Rejects with `RequestError`. */
export async function loadJson<T>(path: string, options: { token?: string } = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.token) headers['authorization'] = `Bearer ${options.token}`
  const response = await fetch(path, { headers, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (error: unknown) => {
      throw new RequestError(0, String(error), { cause: error })
    },
  )
  if (!response.ok) throw new RequestError(response.status, await problemText(response))
  return (await response.json()) as T
}

/** The words of an RFC 9457 problem document, else the status line. */
async function problemText(response: Response): Promise<string> {
  const fallback = `${response.status} ${response.statusText}`
  try {
    const problem = (await response.json()) as { title?: string; detail?: string }
    return [problem.title, problem.detail].filter(Boolean).join(' ') || fallback
  } catch {
    return fallback
  }
}
