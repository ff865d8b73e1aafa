import type { ErrorCode } from './errors.ts'

/** An expected refusal: a value, not an exception. `detail` is for people, `code` for programs. */
export interface Refusal {
  code: ErrorCode
  detail: string
}

/** Tells a refusal from a result that has no `code` of its own. */
export function isRefusal(result: object): result is Refusal {
  return 'code' in result && 'detail' in result
}
