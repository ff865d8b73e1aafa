import { problem } from '#domain/wire/problem.ts'
import { errors, type ErrorCode } from '#domain/words/errors.ts'

/** OpenAPI responses for the coded errors a route may answer with, by status. */
export function problemResponses(...codes: readonly ErrorCode[]) {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of [...codes, 'rate_limited' as const, 'internal' as const]) {
    const { status } = errors[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => [
      status,
      {
        description: listed.map((code) => `\`${code}\`: ${errors[code].title.en}`).join('; '),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  )
}
