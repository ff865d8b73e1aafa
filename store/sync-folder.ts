import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes the entries of a folder durable: the fsync of a file says nothing about its name. */
export function syncFolder(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
