/**
 * The cookie of a session. Over TLS its name makes browsers insist on TLS, on this host and on every
 * path (RFC 6265bis, `__Host-`); a plain page of this machine needs the other one.
 */
const secureName = '__Host-machimori'
const plainName = 'machimori'

/** What may stand in it: a token of ours, nothing that needs quoting. */
const value = /^[\w.~-]{1,256}$/

/** The token of a request's session; undefined without one. */
export function readSessionCookie(header: string | undefined): string | undefined {
  const cookies = new Map(
    (header ?? '').split(';').map((pair): [string, string] => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
  const token = cookies.get(secureName) ?? cookies.get(plainName)
  return token !== undefined && value.test(token) ? token : undefined
}

/** The header that begins a session; it lasts until the browser is closed, and no script sees it. */
export function formatSessionCookie(token: string, isSecure: boolean): string {
  const fixed = 'Path=/; HttpOnly; SameSite=Strict'
  return isSecure ? `${secureName}=${token}; ${fixed}; Secure` : `${plainName}=${token}; ${fixed}`
}

/** The headers that end it, whichever it was. */
export const endedSessionCookies: readonly string[] = [
  `${formatSessionCookie('', true)}; Max-Age=0`,
  `${formatSessionCookie('', false)}; Max-Age=0`,
]
