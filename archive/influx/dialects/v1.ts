import { createInfluxql } from '../read/influxql.ts'
import { ArchiveError } from '../../archive-error.ts'
import { writeBytesMax, type Dialect } from './dialect.ts'

const identifier = (name: string) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const durationOf = (retentionMs: number | null) =>
  retentionMs === null ? 'INF' : `${Math.ceil(retentionMs / 3_600_000)}h`

/** 1.x, from Debian's 1.6.7 on: `/write`, and administration by InfluxQL. */
export const dialect1: Dialect = {
  id: '1.x',
  basicAuth: true,
  // Measured on 1.6.7: larger requests are not faster, and hold its memory longer.
  writeLimits: { lines: 5_000, bytes: writeBytesMax },
  querySpanMs: null,
  writePath: (_address, bucket) => `/write?db=${encodeURIComponent(bucket)}&precision=ns`,

  findBucket: async (http, _address, bucket) => {
    const show = `SHOW RETENTION POLICIES ON ${identifier(bucket)}`
    try {
      const rows = await createInfluxql(http).select(bucket, show)
      const policy = rows.find((row) => row['default'] === true)
      return { name: bucket, retentionMs: parseDuration(String(policy?.['duration'] ?? '0s')) }
    } catch (error) {
      if (error instanceof ArchiveError && /database not found/.test(error.message))
        return undefined
      throw error
    }
  },

  ensureBucket: async (http, _address, { name, retentionMs }) => {
    const influxql = createInfluxql(http)
    await influxql.select(name, `CREATE DATABASE ${identifier(name)}`)
    const rows = await influxql.select(name, `SHOW RETENTION POLICIES ON ${identifier(name)}`)
    const policy = String(rows.find((row) => row['default'] === true)?.['name'] ?? 'autogen')
    // Weekly files: few enough for a year's chart, small enough to drop week by week.
    await influxql.select(
      name,
      `ALTER RETENTION POLICY ${identifier(policy)} ON ${identifier(name)} ` +
        `DURATION ${durationOf(retentionMs)} SHARD DURATION 7d DEFAULT`,
    )
  },
}

/** `720h0m0s` as 1.x prints durations; `0s` is for ever. */
function parseDuration(text: string): number | null {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)
  const [hours = 0, minutes = 0, seconds = 0] = (match ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0))
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
  return ms === 0 ? null : ms
}
