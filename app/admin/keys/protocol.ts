import type { KnownKey } from '#accounts/accounts.ts'
import { keyCapabilities } from '#domain/access/capabilities.ts'
import type { Refusal } from '#domain/words/refusal.ts'

/** Path of these requests on the admin socket. */
export const keysPath = '/keys'

export type KeyCapability = (typeof keyCapabilities)[number]

/** One command of `npm run key`, as it travels through the admin socket. */
export type KeysRequest =
  | { command: 'list' }
  | { command: 'add'; name: string; capabilities: readonly KeyCapability[] }
  | { command: 'end'; name: string }

export type KeysAnswer =
  | { ok: true; keys: KnownKey[] }
  /** `secret` only where the key was issued. */
  | { ok: true; key: KnownKey; secret?: string }
  | { ok: false; refusal: Refusal }

const invalid = (detail: string): Refusal => ({ code: 'query_invalid', detail })

/** Reads a request; what a name may hold is the accounts' business. */
export function parseKeysRequest(body: unknown): KeysRequest | Refusal {
  if (typeof body !== 'object' || body === null) return invalid('not an object')
  const { command, name, capabilities } = body as Record<string, unknown>
  if (command === 'list') return { command }
  if (typeof name !== 'string') return invalid('name missing')
  if (command === 'end') return { command, name }
  if (command !== 'add') return invalid('unknown command')
  return isCapabilityList(capabilities)
    ? { command, name, capabilities }
    : invalid('capabilities: a list of capabilities that a key may hold')
}

export const isKeyCapability = (word: unknown): word is KeyCapability =>
  keyCapabilities.some((known) => known === word)

const isCapabilityList = (value: unknown): value is KeyCapability[] =>
  Array.isArray(value) && value.length > 0 && value.every(isKeyCapability)
