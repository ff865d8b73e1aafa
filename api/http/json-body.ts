import type { ApiApp } from '../app-type.ts'

/** Adds routes that read a JSON body; no other route reads any. Keys that could poison are refused. */
export function withJsonBody(app: ApiApp, addRoutes: (scope: ApiApp) => void): void {
  void app.register(async (scope: ApiApp) => {
    const parseJson = scope.getDefaultJsonParser('error', 'error')
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson)
    addRoutes(scope)
  })
}
