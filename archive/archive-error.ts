import type { ArchiveStop } from './stops.ts'

interface Options {
  /** True where no answer came at all. */
  isSilent?: boolean
  /** Set where a person has to change something first. */
  stop?: ArchiveStop | null
  cause?: unknown
}

/** The archive did not answer, or not with what was asked for. `words` are its own. */
export class ArchiveError extends Error {
  readonly isSilent: boolean
  readonly stop: ArchiveStop | null
  constructor(words: string, { isSilent = false, stop = null, cause }: Options = {}) {
    super(words, { cause })
    this.name = 'ArchiveError'
    this.isSilent = isSilent
    this.stop = stop
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
