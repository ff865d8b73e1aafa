import type { ApiApp } from '../app-type.ts'
import { Problem } from '../problems/problem.ts'

/**
 * Adds routes that read a JSON body; no other route reads any. Keys that could poison are refused, and
 * so is text that no other program could read: half of a character (RFC 7493, I-JSON).
 */
export function withJsonBody(app: ApiApp, addRoutes: (scope: ApiApp) => void): void {
  void app.register(async (scope: ApiApp) => {
    const parseJson = scope.getDefaultJsonParser('error', 'error')
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
      void parseJson(request, String(text), (error, body) => {
        if (error) return done(new Problem('payload_not_json', error.message))
        if (isWellFormed(body)) return done(null, body)
        done(new Problem('payload_not_json', 'A text holds half of a character (a lone surrogate)'))
      })
    })
    addRoutes(scope)
  })
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, one]) => key.isWellFormed() && isWellFormed(one))
}
