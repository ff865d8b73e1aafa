import { ArchiveError } from '../../archive-error.ts'
import type { ArchiveHttp } from '../http.ts'
import { influxStops } from '../stops.ts'

/** One row: columns and tags by name; `time` as epoch ms, or RFC 3339 with nanoseconds. */
export type InfluxRow = Readonly<Record<string, string | number | boolean | null>>

export interface SelectOptions {
  /** Values for `$name` in the statement. */
  params?: Readonly<Record<string, string | number>>
  /** `text`: times as RFC 3339 with nanoseconds, which as numbers would lose digits. */
  time?: 'ms' | 'text'
}

export interface Influxql {
  /** Runs one SELECT or SHOW in a bucket or database. Throws `ArchiveError`. */
  select(bucket: string, statement: string, options?: SelectOptions): Promise<InfluxRow[]>
}

interface Series {
  name?: string
  tags?: Record<string, string>
  columns: string[]
  values?: (string | number | boolean | null)[][]
}

/**
 * InfluxQL over `/query`: the one query language that 1.x, 2.x and 3.x share. Statements stay
 * within what all three understand: one a call, a lower time bound always, grouping by tags only.
 */
export function createInfluxql(http: ArchiveHttp): Influxql {
  return {
    select: async (bucket, statement, { params, time = 'ms' } = {}) => {
      const answer = await http.sendJson('/query', {
        method: 'POST',
        form: {
          db: bucket,
          q: statement,
          ...(time === 'ms' ? { epoch: 'ms' } : {}),
          ...(params ? { params: JSON.stringify(params) } : {}),
        },
      })
      return readSeries(answer).flatMap(toRows)
    },
  }
}

function readSeries(answer: unknown): Series[] {
  const { results, error } = answer as {
    results?: { error?: string; series?: Series[] }[]
    error?: string
  }
  if (!Array.isArray(results)) {
    throw new ArchiveError(error ?? 'the answer is no result of InfluxQL')
  }
  const failed = results.find((result) => result.error)
  if (failed?.error) {
    const isMissing = /(database|bucket) not found/.test(failed.error)
    throw new ArchiveError(failed.error, { stop: isMissing ? influxStops.bucket_missing : null })
  }
  return results.flatMap(({ series }) => series ?? [])
}

function toRows({ columns, tags, values: rows = [] }: Series): InfluxRow[] {
  // A chart of 90 days is 2,000 rows of 40 columns: built in one loop, three times as fast.
  return rows.map((values) => {
    const row: Record<string, string | number | boolean | null> = { ...tags }
    for (let i = 0; i < columns.length; i += 1) row[columns[i] ?? ''] = values[i] ?? null
    return row
  })
}
