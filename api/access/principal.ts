import type { Accounts } from '#accounts/accounts.ts'
import { operatorKey, type Principal } from '#domain/access/principal.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'

/** Where a token may belong to. All compare digests. */
export interface Credentials {
  accounts: Pick<Accounts, 'findKey' | 'findSession'>
  directory: Pick<DeviceDirectory, 'findByToken'>
  verifyOperator(secret: Uint8Array): boolean
}

// RFC 6750 §2.1 b64token, with room for tokens of other forms; longer ones are not worth hashing.
const bearer = /^Bearer +([\x21-\x7e]{1,256})$/i

/**
 * The token of an Authorization header; null for one not understood. Undefined without one, and for
 * another scheme: a browser sends the `Basic` of a proxy in front of us with every request.
 */
export function parseBearer(header: string | undefined): string | null | undefined {
  if (header === undefined || !/^Bearer\b/i.test(header)) return undefined
  return bearer.exec(header)?.[1] ?? null
}

/** Whose token this is; undefined for nobody's. */
export function findPrincipal(token: string, credentials: Credentials): Principal | undefined {
  const secret = Buffer.from(token)
  if (credentials.verifyOperator(secret)) return { who: 'key', key: operatorKey }
  const key = credentials.accounts.findKey(token)
  if (key) return { who: 'key', key }
  const device = credentials.directory.findByToken(secret)
  return device && { who: 'device', device }
}
