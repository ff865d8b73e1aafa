import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { sendFixedBody } from '../http/fixed-body.ts'
import { loadPages } from './pages.ts'

/** A year: the name of such a file changes whenever its content does. */
const immutable = 'public, max-age=31536000, immutable'

/** Where a built document is shown: `/status.html` at `/status` too, and `/index.html` at `/`. */
const addressesOf = (path: string): string[] =>
  path.endsWith('.html') ? [path, path.replace(/(index)?\.html$/, '')] : [path]

/**
 * The dashboard, out of memory: the files are read once at the start, so no request names a file
 * and none can climb out of the folder.
 */
export async function dashboardRoutes(
  app: ApiApp,
  { dashboardFolder }: Pick<RouteContext, 'dashboardFolder'>,
): Promise<void> {
  for (const [path, body] of await loadPages(dashboardFolder)) {
    const caching = path.startsWith('/assets/') ? immutable : 'no-cache'
    for (const address of addressesOf(path)) {
      app.get(address, { config: { needs: 'public' }, schema: { hide: true } }, (request, reply) =>
        sendFixedBody(request, reply.header('cache-control', caching), body),
      )
    }
  }
}
