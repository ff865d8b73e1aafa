/** Where the archive is and who we are there. */
export interface ArchiveAddress {
  /** Base address, e.g. `http://127.0.0.1:8086`. */
  url: string
  /** API token of 2.x and 3.x; `user:password` for a 1.x with authentication; absent: none. */
  token?: string | undefined
  /** Organisation; 2.x only. */
  org?: string | undefined
  /** Bucket (2.x) or database (1.x, 3.x) of the readings; rollups get `…_1h` and `…_1d`. */
  bucket: string
}

/** The three classes of what is kept, each in a bucket of its own with its own retention. */
export const archiveClasses = ['raw', '1h', '1d'] as const
export type ArchiveClass = (typeof archiveClasses)[number]

export function bucketOf(address: ArchiveAddress, archiveClass: ArchiveClass): string {
  return archiveClass === 'raw' ? address.bucket : `${address.bucket}_${archiveClass}`
}

/**
 * The Authorization header. 1.x takes user and password as Basic, the later ones their token; all
 * three servers accept the scheme `Token` on the paths we use.
 */
export function authorizationOf({ token }: ArchiveAddress, basic: boolean): Record<string, string> {
  if (!token) return {}
  if (!basic) return { authorization: `Token ${token}` }
  return { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
}
