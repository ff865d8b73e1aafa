import type { ArchiveAddress } from '../address.ts'
import type { ArchiveHttp } from '../http.ts'
import type { InfluxStop } from '../stops.ts'

/** A bucket (2.x) or database (1.x, 3.x) as the server has it. */
export interface BucketInfo {
  name: string
  /** Age at which points are removed, ms; null: kept for ever. */
  retentionMs: number | null
  /** A bucket that bears the wanted name itself, and that nobody reads. */
  unread?: string | undefined
}

/** What differs between the versions of InfluxDB; everything else is shared. */
export interface Dialect {
  readonly id: '1.x' | '2.x' | '3.x'
  /** 1.x knows user and password, the later ones tokens. */
  readonly basicAuth: boolean
  /** Most lines and bytes of one write. */
  readonly writeLimits: { lines: number; bytes: number }
  /** Longest time that one query over raw points may span, ms; null: any. */
  readonly querySpanMs: number | null
  /** What an address lacks for this version. */
  needs?(address: ArchiveAddress): InfluxStop | undefined
  writePath(address: ArchiveAddress, bucket: string): string
  /** The id of the bucket that InfluxQL reads for each name, where that may be another bucket. */
  findMappings?(
    http: ArchiveHttp,
    address: ArchiveAddress,
  ): Promise<ReadonlyMap<string, string> | undefined>
  /** The bucket, or undefined where it does not exist. Throws `ArchiveError`. */
  findBucket(
    http: ArchiveHttp,
    address: ArchiveAddress,
    bucket: string,
  ): Promise<BucketInfo | undefined>
  /** Creates the bucket, or gives an existing one this retention. Throws `ArchiveError`. */
  ensureBucket(http: ArchiveHttp, address: ArchiveAddress, wanted: BucketInfo): Promise<void>
}

// 2.x sets no limit, 1.x 25 MB, 3.x 10 MiB. A line has 150 to 250 bytes.
export const writeBytesMax = 8_000_000
