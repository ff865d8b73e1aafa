import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

// 256 bits: out of reach of guessing, so one fast hash is enough (argon2 would cost a
// reconnecting fleet of 10,000 devices 92 CPU seconds instead of 0.01).
const secretBytes = 32

// A real secret is 43 characters. Longer input is not hashed, so that nobody buys CPU with it.
const secretMax = 256

/** A new secret, base64url, 43 characters. It is shown once; only `hashSecret` of it is stored. */
export function createSecret(): string {
  return randomBytes(secretBytes).toString('base64url')
}

/** SHA-256 of the secret as it travels (the text's bytes, not the decoded ones). */
export function hashSecret(secret: Uint8Array | string): Buffer {
  const bytes = typeof secret === 'string' ? Buffer.from(secret) : secret
  return hash('sha256', bytes.length > secretMax ? '' : bytes, 'buffer')
}

/** Compares hashes in constant time. */
export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
