import type { ApiApp } from '../app-type.ts'
import { sendFixedBody } from '../fixed-body.ts'
import { loadPages } from '../pages.ts'

/** A year: the name of such a file changes whenever its content does. */
const immutable = 'public, max-age=31536000, immutable'

/** Addresses inside the one page; every other unknown path is a 404. */
const pagePaths = ['/', '/status', '/connect']

/**
 * The dashboard, out of memory: the files are read once at the start, so no request names a file
 * and none can climb out of the folder.
 */
export async function dashboardRoutes(app: ApiApp, folder: string): Promise<void> {
  const pages = await loadPages(folder)
  const { index } = pages
  for (const [path, body] of pages.files) {
    const caching = path.startsWith('/assets/') ? immutable : 'no-cache'
    app.get(path, { config: { access: 'public' }, schema: { hide: true } }, (request, reply) =>
      sendFixedBody(request, reply.header('cache-control', caching), body),
    )
  }
  if (!index) return
  for (const path of pagePaths) {
    app.get(path, { config: { access: 'public' }, schema: { hide: true } }, (request, reply) =>
      sendFixedBody(request, reply.header('cache-control', 'no-cache'), index),
    )
  }
}
