import type { Readable } from 'node:stream'

/** A file that is served in parts, opened by whoever starts the API. */
export interface ServedFile {
  bytes: number
  /** Changes with the content. */
  etag: string
  /** Reads from the first to the last byte, both included. */
  read(start: number, end: number): Readable
}
