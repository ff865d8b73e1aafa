import { hash } from 'node:crypto'

/** What the first entry of a chain follows. */
export const chainBegin = Buffer.alloc(32)

/** The hash that binds an entry to its number and to all entries before it. */
export const linkHash = (before: Uint8Array, seq: number, entry: string): Buffer =>
  hash('sha256', `${Buffer.from(before).toString('hex')}\n${seq}\n${entry}`, 'buffer')
