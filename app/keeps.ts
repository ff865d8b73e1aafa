import type { Config } from '#config'
import { yearMs } from '#journal/retention.ts'

const dayMs = 86_400_000

/** How long the recent store keeps readings and records, by the settings, ms. */
export const keepsOf = ({ RETENTION_DAYS, RECORDS_YEARS }: Config) => ({
  readingsMs: RETENTION_DAYS * dayMs,
  recordsMs: RECORDS_YEARS * yearMs,
})
