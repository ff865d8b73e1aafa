import helmet from '@fastify/helmet'
import type { ApiApp } from '../app-type.ts'

/** The base map of the Geospatial Information Authority of Japan (地理院タイル). */
const tileHost = 'https://cyberjapandata.gsi.go.jp'

/**
 * Only our own code runs and only our own server is asked; with tiles allowed, pictures may also
 * come from the one tile host. Nobody may frame the page (a click on a map is a decision).
 */
export async function setSecurityHeaders(app: ApiApp, onlineTiles: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...(onlineTiles ? [tileHost] : [])],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Plain HTTP on a city's own network is a valid place to run; a proxy with TLS sets this.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  })
}
