import { errors, type ErrorCode } from '#domain/words/errors.ts'
import type { Language } from '#domain/words/labels.ts'
import type { ProblemDocument } from '#domain/wire/problem.ts'

/** One thing wrong with a request, at a JSON pointer into its query or body. */
export interface ProblemPointer {
  pointer: string
  detail: string
}

export const problemMediaType = 'application/problem+json; charset=utf-8'

/** Ends a request with a problem document. Thrown by routes and hooks, caught in one place. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly pointers: readonly ProblemPointer[]
  /** More members of the document [RFC 9457 §3.2]: what a client needs to go on. */
  members: Readonly<Record<string, unknown>> = {}
  /** Read, and for a failed validation also written, by Fastify. */
  statusCode: number
  constructor(code: ErrorCode, detail: string, pointers: readonly ProblemPointer[] = []) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.pointers = pointers
    this.statusCode = errors[code].status
  }

  with(members: Readonly<Record<string, unknown>>): this {
    this.members = members
    return this
  }
}

/** What the client sees of a problem. */
export function formatProblem(problem: Problem, language: Language): ProblemDocument {
  const { status, title } = errors[problem.code]
  return {
    ...problem.members,
    type: `urn:machimori:error:${problem.code}`,
    title: title[language],
    status,
    detail: problem.message,
    code: problem.code,
    ...(problem.pointers.length > 0 && { errors: [...problem.pointers] }),
  }
}
