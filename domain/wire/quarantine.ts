import type { StoredRecord } from '../facts/records.ts'

/** One item of `GET /v1/quarantine`. */
export type QuarantineResource = StoredRecord<'quarantine'>
